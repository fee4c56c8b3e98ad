package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.FoveaApplication;
import dev.fovea.service.TestStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** What a service without keys must not be started with. */
final class ListeningIT {

  @Test
  void doesNotStartWithAManagementPortThatIsOpenToOthers() {
    TestStore store = TestStore.create();
    String[] arguments = {
      "--server.port=0",
      "--management.server.port=0",
      "--spring.grpc.server.port=0",
      "--fovea.models.store=" + store.root(),
      "--fovea.similarity.home=" + store.root().resolve("home")
    };
    assertThatThrownBy(() -> SpringApplication.run(FoveaApplication.class, arguments).close())
        .hasStackTraceContaining("management.server.address=127.0.0.1");
  }
}

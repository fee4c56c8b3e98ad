package dev.fovea.service.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

final class DrainTest {

  private final List<Runnable> afterDelay = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Drain drain = new Drain(afterDelay::add);

  @Test
  void letsTheServerStopOnlyWhenTheDelayHasPassed() {
    drain.start();

    drain.stop(() -> events.add("stopped"));

    assertThat(drain.isRunning()).isTrue();
    assertThat(events).isEmpty();
    afterDelay.forEach(Runnable::run);
    assertThat(events).containsExactly("stopped");
    assertThat(drain.isRunning()).isFalse();
  }

  @Test
  void closesConnectionsOnlyWhileItDrains() throws ServletException, IOException {
    drain.start();
    assertThat(connectionHeader()).isNull();

    drain.stop(() -> {});

    assertThat(connectionHeader()).isEqualTo("close");
  }

  private @Nullable Object connectionHeader() throws ServletException, IOException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new ConnectionClosing(drain)
        .doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
    return response.getHeaderValue("Connection");
  }
}

package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostNamesTest {

  private final HostNames names = new HostNames(List.of("Studio.example", "fovea"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "photos.localhost:8080",
        "127.0.0.1",
        "127.0.0.1:8080",
        "127.1",
        "127.12.0.9:1",
        "[::1]",
        "[::1]:8080",
        "studio.example",
        "STUDIO.example:443",
        "fovea:8080"
      })
  void includesThisMachineAndWhatIsAdded(String host) {
    assertThat(names.include(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "localhost.example.com",
        "notlocalhost",
        "127.0.0.1.example.com:8080",
        "128.0.0.1",
        "127.0.0.1.5.6",
        "0.0.0.0",
        "192.168.1.2:8080",
        "[::2]:8080",
        "other.studio.example",
        "localhost:8080.example.com"
      })
  void includesNothingElse(String host) {
    assertThat(names.include(host)).isFalse();
  }
}

package dev.fovea.service.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.inference.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferRequestTest {

  @Test
  void readsTheTimeoutInMicroseconds() {
    assertThat(terms(Map.of("timeout", 1_500L)).timeout()).contains(Duration.ofNanos(1_500_000));
    assertThat(terms(Map.of("timeout", 0L)).timeout()).isEmpty();
    assertThat(terms(Map.of()).timeout()).isEmpty();
  }

  @Test
  void takesTheShorterOfTwoTimeouts() {
    Terms transport = Terms.interactive().within(Duration.ofMillis(5));

    assertThat(request(Map.of("timeout", 1_000L)).terms(transport).timeout())
        .contains(Duration.ofMillis(1));
    assertThat(request(Map.of("timeout", 10_000L)).terms(transport).timeout())
        .contains(Duration.ofMillis(5));
  }

  @Test
  void boundsATimeoutThatWouldOverflow() {
    assertThat(terms(Map.of("timeout", Long.MAX_VALUE)).timeout()).contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"0, INTERACTIVE", "1, INTERACTIVE", "2, BULK", "9, BULK"})
  void queuesAllButTheHighestPriorityAsBulk(long priority, Urgency urgency) {
    assertThat(terms(Map.of("priority", priority)).urgency()).isEqualTo(urgency);
  }

  @Test
  void keepsTheCancellationOfItsTransport() {
    Terms transport = Terms.interactive();

    request(Map.of("priority", 2L, "timeout", 7L)).terms(transport).cancellation().cancel();

    assertThat(transport.cancellation().isCancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"timeout", "priority"})
  void refusesWhatIsNoAmount(String parameter) {
    assertThatThrownBy(() -> terms(Map.of(parameter, -1L))).isInstanceOf(InvalidParameter.class);
    assertThatThrownBy(() -> terms(Map.of(parameter, "soon")))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining(parameter);
  }

  private static Terms terms(Map<String, Object> parameters) {
    return request(parameters).terms(Terms.interactive());
  }

  private static InferRequest request(Map<String, Object> parameters) {
    return new InferRequest(Optional.empty(), new Parameters(parameters), List.of(), List.of());
  }
}

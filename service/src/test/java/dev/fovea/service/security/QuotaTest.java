package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fovea.service.failure.QuotaExceeded;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class QuotaTest {

  private long nanos;

  @Test
  void letsASecondsWorthThroughAndSaysWhenTheNextMayCome() {
    Quota quota = quota(Optional.of(4.0), Optional.empty());
    for (int request = 0; request < 4; request++) {
      quota.acquire();
    }
    assertThatExceptionOfType(QuotaExceeded.class)
        .isThrownBy(quota::acquire)
        .satisfies(refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(250)));
    nanos += 250_000_000;
    assertThatCode(quota::acquire).doesNotThrowAnyException();
  }

  @Test
  void boundsWhatIsUnderWayAndForgetsWhatIsDone() {
    Quota quota = quota(Optional.empty(), Optional.of(2));
    quota.acquire();
    quota.acquire();
    assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(quota::acquire);
    quota.release();
    assertThatCode(quota::acquire).doesNotThrowAnyException();
  }

  private Quota quota(Optional<Double> perSecond, Optional<Integer> concurrency) {
    return new Quota(
        new ApiKey("test", "0".repeat(64), Set.of(Scope.INFER), perSecond, concurrency),
        () -> nanos);
  }
}

package dev.fovea.service.similarity.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutageTest {

  private static final long SECOND = 1_000_000_000;

  private long nanos;
  private int looks;
  private boolean answers;
  private final Outage outage =
      new Outage(
          () -> {
            looks++;
            return answers;
          },
          () -> nanos);

  @Test
  void beginsWhenACallWaitedInVainAndNoOtherHadAnAnswer() {
    nanos = 5 * SECOND;
    outage.waitedInVain(SECOND);
    assertThat(outage.lasts()).isTrue();
  }

  @Test
  void isNoneWhileOthersAreAnswered() {
    nanos = 5 * SECOND;
    outage.answered();
    outage.waitedInVain(SECOND);
    assertThat(outage.lasts()).isFalse();
  }

  @Test
  void looksOnceASecondAndEndsWithAnAnswer() {
    nanos = 5 * SECOND;
    outage.waitedInVain(SECOND);
    assertThat(outage.lasts()).isTrue();
    assertThat(looks).isZero();
    nanos += SECOND;
    assertThat(outage.lasts()).isTrue();
    assertThat(outage.lasts()).isTrue();
    assertThat(looks).isOne();
    answers = true;
    nanos += SECOND;
    assertThat(outage.lasts()).isFalse();
  }
}

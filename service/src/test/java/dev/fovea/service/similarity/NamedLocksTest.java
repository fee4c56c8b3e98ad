package dev.fovea.service.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns under a name. */
@Timeout(60)
final class NamedLocksTest {

  private final NamedLocks locks = new NamedLocks();

  @Test
  void letsOneAtATimeWorkUnderANameAndForgetsTheName() throws Exception {
    int threads = 8;
    int times = 2_000;
    long[] unguarded = {0};
    List<Thread> all = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      all.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < times; i++) {
                  locks.alone("a", () -> unguarded[0]++);
                }
              }));
    }
    for (Thread thread : all) {
      thread.join();
    }

    assertThat(unguarded[0]).isEqualTo((long) threads * times);
    assertThat(locks.used()).isZero();
  }

  @Test
  void letsWorkGoOnUnderItsOwnNameAndFreesItWhenItFails() {
    IllegalStateException failure = new IllegalStateException("broken");
    assertThatThrownBy(() ->
            locks.alone(
                "a",
                () ->
                    locks.alone(
                        "a",
                        () -> {
                          throw failure;
                        })))
        .isSameAs(failure);

    assertThat(locks.<Boolean>alone("a", () -> true)).isTrue();
    assertThat(locks.used()).isZero();
  }
}

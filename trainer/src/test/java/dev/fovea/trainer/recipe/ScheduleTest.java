package dev.fovea.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.trainer.recipe.Schedule.Cosine;
import dev.fovea.trainer.recipe.Schedule.Plateau;
import dev.fovea.trainer.recipe.Schedule.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void fallsAlongHalfACosine() {
    assertThat(new Cosine().factor(at(0, 0))).isEqualTo(1);
    assertThat(new Cosine().factor(at(5, 0.5))).isCloseTo(0.5, within(1e-12));
    assertThat(new Cosine().factor(at(10, 1))).isCloseTo(0, within(1e-12));
  }

  @Test
  void keepsTheLastStep() {
    Steps steps = new Steps(List.of(1.0, 0.4));

    assertThat(steps.factor(at(0.9, 0))).isEqualTo(1);
    assertThat(steps.factor(at(1, 0))).isEqualTo(0.4);
    assertThat(steps.factor(at(7, 0))).isEqualTo(0.4);
  }

  @Test
  void dividesByTenWhenErrorsStallAndEndsAfterTheLastReduction() {
    Plateau plateau = new Plateau(0.1, 2, 1);

    assertThat(plateau.factor(after(0.5, 0.4, 0.41))).isEqualTo(1);
    assertThat(plateau.factor(after(0.5, 0.4, 0.41, 0.4))).isCloseTo(0.1, within(1e-12));
    assertThat(plateau.finished(after(0.5, 0.4, 0.41, 0.4, 0.3, 0.35))).isFalse();
    assertThat(plateau.finished(after(0.5, 0.4, 0.41, 0.4, 0.3, 0.35, 0.3))).isTrue();
  }

  private static Progress at(double epoch, double share) {
    return new Progress(epoch, share, List.of());
  }

  private static Progress after(Double... errors) {
    return new Progress(errors.length, 0.5, List.of(errors));
  }
}

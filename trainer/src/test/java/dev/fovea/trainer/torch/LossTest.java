package dev.fovea.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LossTest {

  private static final float[] PENALTIES = {3, 1, 7};

  @Test
  void isEquationNineOfLeCun() {
    double rubbish = 2;
    double sum = Math.exp(-rubbish);
    for (float penalty : PENALTIES) {
      sum += Math.exp(-penalty);
    }
    double expected = PENALTIES[0] + Math.log(sum);

    assertThat(of(new Loss.Discriminative(rubbish), 0)).isCloseTo(expected, within(1e-5));
  }

  @Test
  void isTheNegativeLogarithmOfTheRightProbability() {
    double sum = 0;
    for (float penalty : PENALTIES) {
      sum += Math.exp(-penalty);
    }

    assertThat(of(new Loss.CrossEntropy(0), 1))
        .isCloseTo(PENALTIES[1] + Math.log(sum), within(1e-5));
  }

  private static double of(Loss loss, long right) {
    Tensor logits = torch.tensor(new float[] {-3, -1, -7}).reshape(1, 3);
    return Loss.of(loss, logits, torch.tensor(new long[] {right})).item_double();
  }
}

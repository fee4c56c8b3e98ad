package dev.fovea.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.tensor;

import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {

  private static final int MAPS = 7;
  private static final int POINTS = 6;
  private static final double K = 2;
  private static final double ALPHA = 0.05;

  @BeforeAll
  static void useOneThread() {
    Libtorch.threads(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.75, 0.6})
  void dividesByThePowerOfTheSumOverNeighboringMaps(double beta) {
    float[] x = drawn();
    try (PointerScope _ = new PointerScope()) {
      Tensor normalized = Normalization.apply(layer(beta), maps(x));

      assertThat(TrainedArray.read(normalized)).containsExactly(expected(x, beta), within(1e-5f));
    }
  }

  @Test
  void hasTheGradientOfThePower() {
    float[] x = drawn();
    try (PointerScope _ = new PointerScope()) {
      Tensor byRoots = maps(x);
      byRoots.requires_grad_(true);
      Normalization.apply(layer(0.75), byRoots).sum().backward();
      Tensor byPower = maps(x);
      byPower.requires_grad_(true);
      // So near to 3/4 that only the way it is computed differs.
      Normalization.apply(layer(Math.nextUp(0.75)), byPower).sum().backward();

      assertThat(TrainedArray.read(byRoots.grad()))
          .containsExactly(TrainedArray.read(byPower.grad()), within(1e-5f));
    }
  }

  private static LocalResponseNormalization layer(double beta) {
    return new LocalResponseNormalization(5, ALPHA, beta, K);
  }

  private static Tensor maps(float[] x) {
    return tensor(x).reshape(1, MAPS, 1, POINTS);
  }

  private static float[] drawn() {
    SplittableRandom random = new SplittableRandom(5);
    float[] x = new float[MAPS * POINTS];
    IntStream.range(0, x.length).forEach(at -> x[at] = (float) random.nextDouble(-9, 9));
    return x;
  }

  private static float[] expected(float[] x, double beta) {
    float[] normalized = new float[x.length];
    for (int at = 0; at < x.length; at++) {
      double sum = 0;
      for (int map = 0; map < MAPS; map++) {
        double neighbor = x[map * POINTS + at % POINTS];
        sum += Math.abs(map - at / POINTS) <= 2 ? neighbor * neighbor : 0;
      }
      normalized[at] = (float) (x[at] / Math.pow(K + ALPHA * sum, beta));
    }
    return normalized;
  }
}

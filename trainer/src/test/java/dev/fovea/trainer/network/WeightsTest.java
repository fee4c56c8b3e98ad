package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.convolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.Subsampling;
import dev.fovea.trainer.network.Parameter.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final Network NETWORK =
      new Network(
          "small",
          new Shape(4, 6, 6),
          List.of(
              new Centering(1),
              convolution(2, 3).groups(2),
              new Subsampling(2),
              new FullyConnected(5)));

  @Test
  void asksForEveryArrayInLibtorchsOrder() {
    assertThat(NETWORK.parameters())
        .containsExactly(
            new Parameter(0, Role.MEAN, List.of(4)),
            new Parameter(1, Role.WEIGHT, List.of(2, 2, 3, 3)),
            new Parameter(1, Role.BIAS, List.of(2)),
            new Parameter(2, Role.COEFFICIENT, List.of(2)),
            new Parameter(2, Role.BIAS, List.of(2)),
            new Parameter(3, Role.WEIGHT, List.of(5, 8)),
            new Parameter(3, Role.BIAS, List.of(5)));
  }

  @Test
  void answersByLayerAndRole() {
    float[] bias = {1, 2};
    Weights weights =
        new Weights(
            NETWORK,
            parameter ->
                parameter.layer() == 2 && parameter.role() == Role.BIAS
                    ? bias
                    : new float[parameter.size()]);

    assertThat(weights.of(2, Role.BIAS)).isSameAs(bias);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.of(3, Role.MEAN))
        .withMessage("full3 has no MEAN");
  }

  @Test
  void refusesAnArrayOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Weights(NETWORK, _ -> new float[4]))
        .withMessage("WEIGHT of conv1 needs [2, 2, 3, 3] = 36 numbers, got 4");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Weights(
                NETWORK,
                parameter -> {
                  float[] array = new float[parameter.size()];
                  array[0] = Float.NaN;
                  return array;
                }))
        .withMessageContaining("MEAN of center holds NaN");
  }
}

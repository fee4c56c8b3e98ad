package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.convolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Layer.RadialBasis;
import dev.fovea.trainer.network.Layer.Subsampling;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static ThrowableAssertAlternative<IllegalArgumentException> refusal(Layer... layers) {
    return assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network("odd", new Shape(6, 9, 9), List.of(layers)));
  }

  @Test
  void namesTheLayerAndShapeThatDoNotFit() {
    refusal(new MaxPooling(2, 2), convolution(8, 7))
        .withMessage(
            "odd: conv1 does not fit [6, 4, 4]: a window of 7 is larger than the 4x4 it slides"
                + " over");
  }

  @Test
  void refusesGroupsThatDoNotDivide() {
    refusal(convolution(8, 3).groups(4)).withMessageContaining("4 groups do not divide 6 input");
    refusal(convolution(8, 3).groups(3)).withMessageContaining("and 8 filters");
  }

  @Test
  void refusesATableThatNamesAnAbsentMap() {
    refusal(convolution(1, 3).connections(new ConnectionTable(List.of(List.of(5, 6)))))
        .withMessageContaining("feeds filter 0 from map 6, which is absent");
    refusal(convolution(2, 3).connections(new ConnectionTable(List.of(List.of(0)))))
        .withMessageContaining("1 rows for 2 filters");
  }

  @Test
  void refusesSubsamplingThatLeavesARest() {
    refusal(new Subsampling(2)).withMessageContaining("windows of 2 do not tile it");
  }

  @Test
  void refusesCodesOfAnotherLength() {
    refusal(new FullyConnected(3), new RadialBasis(List.of(List.of(1, -1))))
        .withMessageContaining("a code has 2 elements for 3 values");
  }

  @Test
  void roundsThePositionsOfAWindowDown() {
    Network network =
        new Network(
            "alex", new Shape(3, 224, 224), List.of(convolution(96, 11).stride(4).padding(2)));

    assertThat(network.outputs()).containsExactly(new Shape(96, 55, 55));
  }
}

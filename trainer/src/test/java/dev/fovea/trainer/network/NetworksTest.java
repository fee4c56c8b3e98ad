package dev.fovea.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fovea.trainer.network.Layer.Activation;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworksTest {

  @Test
  void buildsEveryNetworkItNames() {
    for (String name : Networks.names()) {
      assertThat(Networks.named(name, NetworkOptions.NONE).name()).isEqualTo(name);
    }
  }

  @Test
  void givesCifarQuickItsActivationAndNormalisation() {
    Network plain = Networks.named("cifar-quick", NetworkOptions.NONE);
    Network chosen =
        Networks.named(
            "cifar-quick",
            new NetworkOptions(Optional.of(7), Optional.of(Activation.Function.TANH), true));

    assertThat(plain.layers())
        .contains(new Activation(Activation.Function.RELU))
        .noneMatch(LocalResponseNormalization.class::isInstance);
    assertThat(chosen.layers())
        .contains(new Activation(Activation.Function.TANH))
        .filteredOn(LocalResponseNormalization.class::isInstance)
        .hasSize(2);
    assertThat(chosen.classes()).isEqualTo(7);
  }

  @Test
  void listsTheNamesWhenOneIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.named("lenet6", NetworkOptions.NONE))
        .withMessageContaining("'lenet6'")
        .withMessageContaining("lenet5, lenet5-relu, alexnet");
  }

  @Test
  void refusesAChoiceTheNetworkDoesNotLeave() {
    NetworkOptions tanh =
        new NetworkOptions(Optional.empty(), Optional.of(Activation.Function.TANH), false);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.named("alexnet", tanh))
        .withMessageContaining("alexnet leaves no choice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.named("lenet5", NetworkOptions.NONE.withClasses(26)))
        .withMessageContaining("not 26");
  }

  @Test
  void drawsTenDigitsWellApart() {
    List<List<Integer>> codes = Glyphs.codes();

    assertThat(codes).hasSize(10).allSatisfy(code -> assertThat(code).hasSize(84));
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(differences(codes.get(a), codes.get(b)))
            .as("%d, %d", a, b)
            .isGreaterThanOrEqualTo(19);
      }
    }
  }

  private static int differences(List<Integer> a, List<Integer> b) {
    int count = 0;
    for (int point = 0; point < a.size(); point++) {
      count += a.get(point).equals(b.get(point)) ? 0 : 1;
    }
    return count;
  }
}

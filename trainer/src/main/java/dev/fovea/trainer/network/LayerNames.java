package dev.fovea.trainer.network;

import dev.fovea.trainer.network.Layer.Activation;
import dev.fovea.trainer.network.Layer.AveragePooling;
import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Convolution;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Layer.RadialBasis;
import dev.fovea.trainer.network.Layer.Scaling;
import dev.fovea.trainer.network.Layer.Subsampling;
import java.util.ArrayList;
import java.util.List;

/**
 * Names layers as both papers count them: layers with trainable parameters are numbered through,
 * and the others carry the number of the one they follow. LeNet-5's C1, S2, … F6 become conv1,
 * subsample2, … full6; AlexNet's become conv1 to conv5 and full6 to full8, with norm1, pool1, ….
 */
final class LayerNames {

  private LayerNames() {}

  /** Returns a name for each layer, by its index. */
  static List<String> of(List<Layer> layers) {
    List<String> names = new ArrayList<>();
    int number = 0;
    for (Layer layer : layers) {
      if (isTrained(layer)) {
        number++;
      }
      names.add(number == 0 ? kind(layer) : kind(layer) + number);
    }
    return List.copyOf(names);
  }

  private static boolean isTrained(Layer layer) {
    return switch (layer) {
      case Convolution _, Subsampling _, FullyConnected _ -> true;
      case Scaling _,
          Centering _,
          MaxPooling _,
          AveragePooling _,
          LocalResponseNormalization _,
          Activation _,
          Dropout _,
          Features _,
          RadialBasis _ ->
          false;
    };
  }

  private static String kind(Layer layer) {
    return switch (layer) {
      case Scaling _ -> "scale";
      case Centering _ -> "center";
      case Convolution _ -> "conv";
      case Subsampling _ -> "subsample";
      case MaxPooling _, AveragePooling _ -> "pool";
      case LocalResponseNormalization _ -> "norm";
      case Activation(Activation.Function function) ->
          function == Activation.Function.RELU ? "relu" : "tanh";
      case Dropout _ -> "dropout";
      case FullyConnected _ -> "full";
      case Features _ -> "features";
      case RadialBasis _ -> "rbf";
    };
  }
}

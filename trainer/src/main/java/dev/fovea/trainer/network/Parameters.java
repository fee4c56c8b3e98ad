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
import dev.fovea.trainer.network.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Lists the arrays that a network needs. */
final class Parameters {

  private Parameters() {}

  /** Returns all arrays, in the order of the layers, weights before biases. */
  static List<Parameter> of(Network network) {
    List<Parameter> parameters = new ArrayList<>();
    List<Shape> outputs = network.outputs();
    Shape in = network.input();
    for (int index = 0; index < outputs.size(); index++) {
      parameters.addAll(of(index, network.layers().get(index), in));
      in = outputs.get(index);
    }
    return List.copyOf(parameters);
  }

  private static List<Parameter> of(int index, Layer layer, Shape in) {
    return switch (layer) {
      case Centering _ -> List.of(new Parameter(index, Role.MEAN, List.of(in.channels())));
      case Convolution convolution ->
          List.of(
              new Parameter(
                  index,
                  Role.WEIGHT,
                  List.of(
                      convolution.filters(),
                      in.channels() / convolution.groups(),
                      convolution.kernel(),
                      convolution.kernel())),
              new Parameter(index, Role.BIAS, List.of(convolution.filters())));
      case Subsampling _ ->
          List.of(
              new Parameter(index, Role.COEFFICIENT, List.of(in.channels())),
              new Parameter(index, Role.BIAS, List.of(in.channels())));
      case FullyConnected(int units) ->
          List.of(
              new Parameter(index, Role.WEIGHT, List.of(units, in.size())),
              new Parameter(index, Role.BIAS, List.of(units)));
      case Scaling _,
          MaxPooling _,
          AveragePooling _,
          LocalResponseNormalization _,
          Activation _,
          Dropout _,
          Features _,
          RadialBasis _ ->
          List.of();
    };
  }
}

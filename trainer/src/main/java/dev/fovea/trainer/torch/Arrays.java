package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.zeros;

import dev.fovea.trainer.network.ConnectionTable;
import dev.fovea.trainer.network.Layer.Convolution;
import dev.fovea.trainer.network.Layer.RadialBasis;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Parameter.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The arrays of a network on a device, by layer and role, and the constants beside them. */
final class Arrays {

  private record Key(int layer, Role role) {}

  private final Map<Key, TrainedArray> arrays = new LinkedHashMap<>();
  private final Map<Integer, Tensor> masks = new HashMap<>();
  private final Map<Integer, Tensor> codes = new HashMap<>();

  Arrays(
      Network network,
      Initialization initialization,
      Precision precision,
      Device device,
      Predicate<Parameter> trained) {
    List<String> names = network.layerNames();
    for (Parameter parameter : network.parameters()) {
      Tensor values = zeros(dimensions(parameter.shape()), new TensorOptions(ScalarType.Float));
      initialization.fill(
          values, network.layers().get(parameter.layer()), parameter, names.get(parameter.layer()));
      arrays.put(
          new Key(parameter.layer(), parameter.role()),
          new TrainedArray(
              parameter,
              values.to(device, ScalarType.Float),
              precision,
              device,
              trained.test(parameter)));
    }
    for (int index = 0; index < network.layers().size(); index++) {
      constants(network, index, precision, device);
    }
  }

  private void constants(Network network, int index, Precision precision, Device device) {
    switch (network.layers().get(index)) {
      case Convolution convolution when convolution.connections().isPresent() ->
          masks.put(
              index,
              mask(convolution.connections().get(), network.inputOf(index).channels())
                  .to(device, precision.type()));
      case RadialBasis basis -> codes.put(index, codes(basis).to(device, precision.type()));
      default -> {}
    }
  }

  Collection<TrainedArray> all() {
    return arrays.values();
  }

  /** Returns the working tensor of this layer and role. */
  Tensor of(int layer, Role role) {
    return array(layer, role).working();
  }

  TrainedArray of(Parameter parameter) {
    return array(parameter.layer(), parameter.role());
  }

  private TrainedArray array(int layer, Role role) {
    TrainedArray array = arrays.get(new Key(layer, role));
    if (array == null) {
      throw new IllegalArgumentException("layer " + layer + " has no " + role);
    }
    return array;
  }

  void close() {
    arrays.values().forEach(TrainedArray::close);
    masks.values().forEach(Tensor::close);
    codes.values().forEach(Tensor::close);
  }

  /** Returns a convolution's working weights, zero where its table leaves a connection out. */
  Tensor connected(int layer) {
    Tensor weights = of(layer, Role.WEIGHT);
    return Optional.ofNullable(masks.get(layer)).map(weights::mul).orElse(weights);
  }

  /** Returns the values of an array, zero where a table leaves a connection out. */
  float[] effective(TrainedArray array) {
    Tensor mask = masks.get(array.parameter().layer());
    boolean masked = mask != null && array.parameter().role() == Role.WEIGHT;
    return TrainedArray.read(masked ? array.values().mul(mask) : array.values());
  }

  /** Returns the codes of a radial basis layer, [classes, d]. */
  Tensor codes(int layer) {
    Tensor found = codes.get(layer);
    if (found == null) {
      throw new IllegalArgumentException("layer " + layer + " has no codes");
    }
    return found;
  }

  private static Tensor mask(ConnectionTable table, int inputs) {
    int outputs = table.inputsOf().size();
    float[] mask = new float[outputs * inputs];
    for (int output = 0; output < outputs; output++) {
      for (int input : table.inputsOf().get(output)) {
        mask[output * inputs + input] = 1;
      }
    }
    return tensor(mask, outputs, inputs, 1, 1);
  }

  private static Tensor codes(RadialBasis basis) {
    int length = basis.codes().getFirst().size();
    float[] flat = new float[basis.codes().size() * length];
    for (int index = 0; index < flat.length; index++) {
      flat[index] = basis.codes().get(index / length).get(index % length);
    }
    return tensor(flat, basis.codes().size(), length);
  }

  private static Tensor tensor(float[] numbers, long... shape) {
    return org.bytedeco.pytorch.global.torch.tensor(numbers).reshape(shape);
  }

  private static long[] dimensions(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).toArray();
  }
}

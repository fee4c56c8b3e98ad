package dev.fovea.trainer.network;

import dev.fovea.trainer.network.Layer.Convolution;
import dev.fovea.trainer.network.Parameter.Role;
import java.util.List;
import java.util.Random;

/** Weights drawn by a seed, scaled so that values keep their size from layer to layer. */
public final class RandomWeights {

  private RandomWeights() {}

  /** Draws every array of a network. */
  public static Weights of(Network network, long seed) {
    Random random = new Random(seed);
    return new Weights(network, parameter -> draw(network, parameter, random));
  }

  private static float[] draw(Network network, Parameter parameter, Random random) {
    float[] array = new float[parameter.size()];
    double bound = parameter.role() == Role.WEIGHT ? Math.sqrt(3.0 / fanIn(parameter)) : 0.5;
    double middle = parameter.role() == Role.MEAN ? 120 : 0;
    for (int index = 0; index < array.length; index++) {
      array[index] = (float) (middle + bound * (2 * random.nextDouble() - 1));
    }
    if (network.layers().get(parameter.layer()) instanceof Convolution convolution) {
      zeroWhatIsNotConnected(array, parameter, convolution);
    }
    return array;
  }

  private static int fanIn(Parameter parameter) {
    return parameter.size() / parameter.shape().getFirst();
  }

  private static void zeroWhatIsNotConnected(
      float[] array, Parameter parameter, Convolution convolution) {
    if (convolution.connections().isEmpty() || parameter.role() != Role.WEIGHT) {
      return;
    }
    List<List<Integer>> inputsOf = convolution.connections().get().inputsOf();
    int inputs = parameter.shape().get(1);
    int taps = convolution.kernel() * convolution.kernel();
    for (int index = 0; index < array.length; index++) {
      int kernel = index / taps;
      if (!inputsOf.get(kernel / inputs).contains(kernel % inputs)) {
        array[index] = 0;
      }
    }
  }
}

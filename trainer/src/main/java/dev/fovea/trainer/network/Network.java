package dev.fovea.trainer.network;

import java.util.List;

/**
 * A network: what goes in and the layers it goes through. The last layer's values are logits. A
 * network that exists fits: each layer takes the shape that the one before it gives.
 *
 * @param name as on the command line
 * @param input shape of one image's pixels
 * @param layers first to last; elsewhere a layer is addressed by its index in this list
 */
public record Network(String name, Shape input, List<Layer> layers) {

  /**
   * Copies the layers and checks that they fit.
   *
   * @throws IllegalArgumentException if there are none, or naming the layer that does not fit and
   *     the shape it was given
   */
  public Network {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(name + " needs at least one layer");
    }
    Shapes.outputs(name, input, layers);
  }

  /** Returns the shape that each layer gives, by its index. */
  public List<Shape> outputs() {
    return Shapes.outputs(name, input, layers);
  }

  /** Returns the shape that the layer of this index takes. */
  public Shape inputOf(int index) {
    return index == 0 ? input : outputs().get(index - 1);
  }

  /** Returns how many classes the logits tell apart. */
  public int classes() {
    return outputs().getLast().size();
  }

  /** Returns a name for each layer, by its index: see {@link LayerNames}. */
  public List<String> layerNames() {
    return LayerNames.of(layers);
  }

  /** Returns all arrays that training or measuring fills, in the order of the layers. */
  public List<Parameter> parameters() {
    return Parameters.of(this);
  }
}

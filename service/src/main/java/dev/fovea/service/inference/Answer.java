package dev.fovea.service.inference;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import java.util.Map;
import java.util.Optional;

/**
 * What a model answered to one request.
 *
 * @param model the version that answered
 * @param outputs the graph's outputs by name, the batch dimension being the request's own rows
 * @param timing where the time went
 */
public record Answer(ModelVersion model, Map<String, Tensor> outputs, Timing timing) {

  /** Copies the map. */
  public Answer {
    outputs = Map.copyOf(outputs);
  }

  /**
   * Returns the probabilities of the classes, in the labels' order.
   *
   * @throws IllegalStateException if the model has no image contract
   */
  public float[] probabilities() {
    ImageContract contract = contract();
    float[] values = output(contract.probabilities()).floats();
    return switch (contract.activation()) {
      case NONE -> values;
      case SOFTMAX -> Softmax.inPlace(values);
    };
  }

  /**
   * Returns the last hidden layer, shape [d], or empty if the model does not expose it.
   *
   * @throws IllegalStateException if the model has no image contract
   */
  public Optional<float[]> features() {
    return contract().features().map(name -> output(name).floats());
  }

  private ImageContract contract() {
    return model
        .manifest()
        .image()
        .orElseThrow(() -> new IllegalStateException("this model takes no pictures"));
  }

  private Tensor output(String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new IllegalStateException("output '" + name + "' was not asked for");
    }
    return tensor;
  }
}

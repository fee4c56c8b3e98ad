package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.TensorSpec;
import java.util.List;

/**
 * What the protocol tells about a model.
 *
 * @param name the model
 * @param versions those that are ready
 * @param platform what runs it
 * @param inputs what it takes
 * @param outputs what it gives
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /**
   * One input or output.
   *
   * @param name the graph's name for it
   * @param datatype element type
   * @param shape dimensions, the batch first; -1 where any length is accepted
   */
  public record TensorMetadata(String name, String datatype, List<Long> shape) {

    static TensorMetadata of(TensorSpec spec) {
      return new TensorMetadata(spec.name(), spec.type().name(), spec.shape());
    }
  }
}

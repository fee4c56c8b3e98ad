package dev.fovea.service.protocol.v2;

import java.util.List;
import java.util.Optional;

/**
 * The answer to an {@link InferRequest}.
 *
 * @param id the request's, if it had one
 * @param modelName the model that answered
 * @param modelVersion its version
 * @param parameters what else there is to say, such as the time each stage took
 * @param outputs the tensors, in the order asked for
 */
public record InferResponse(
    Optional<String> id,
    String modelName,
    String modelVersion,
    Parameters parameters,
    List<NamedTensor> outputs) {

  /** Copies the list. */
  public InferResponse {
    outputs = List.copyOf(outputs);
  }
}

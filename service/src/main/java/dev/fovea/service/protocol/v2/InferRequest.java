package dev.fovea.service.protocol.v2;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.inference.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request for inference, however it came.
 *
 * @param id what the client calls the request; sent back
 * @param parameters reserved ones are read here, all others ignored
 * @param inputs the tensors sent
 * @param outputs the outputs wanted; empty for every output of the model
 */
public record InferRequest(
    Optional<String> id,
    Parameters parameters,
    List<NamedTensor> inputs,
    List<RequestedOutput> outputs) {

  private static final long MOST_MICROS = Duration.ofHours(1).toNanos() / 1_000;

  /** Copies the lists. */
  public InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Returns how the request wants to be treated: {@code timeout} is in microseconds, 0 for none;
   * {@code priority} 0 and 1 are interactive, all above are bulk.
   *
   * @param transport what its way here says; of two timeouts the shorter counts
   * @throws InvalidParameter if one of them is no amount
   */
  public Terms terms(Terms transport) {
    Urgency urgency =
        parameters.amount("priority").orElse(0) > 1 ? Urgency.BULK : Urgency.INTERACTIVE;
    Terms terms = new Terms(urgency, transport.timeout(), transport.cancellation());
    long micros = parameters.amount("timeout").orElse(0);
    if (micros == 0) {
      return terms;
    }
    Duration timeout = Duration.ofNanos(Math.min(micros, MOST_MICROS) * 1_000);
    boolean shorter = terms.timeout().map(other -> timeout.compareTo(other) < 0).orElse(true);
    return shorter ? terms.within(timeout) : terms;
  }
}

package dev.fovea.service.inference;

import java.time.Duration;
import java.util.Optional;

/**
 * How a request wants to be treated.
 *
 * @param urgency which queue it waits in
 * @param timeout how long after it was handed in the answer is worth nothing; empty for no bound of
 *     its own
 * @param cancellation says when the answer is worth nothing because nobody waits
 */
public record Terms(Urgency urgency, Optional<Duration> timeout, Cancellation cancellation) {

  /** Somebody waits, with patience. */
  public static Terms interactive() {
    return new Terms(Urgency.INTERACTIVE, Optional.empty(), new Cancellation());
  }

  /** Work in bulk, without a deadline of its own. */
  public static Terms bulk() {
    return new Terms(Urgency.BULK, Optional.empty(), new Cancellation());
  }

  /** Returns the same terms with a deadline this long from the moment the request is handed in. */
  public Terms within(Duration limit) {
    return new Terms(urgency, Optional.of(limit), cancellation);
  }
}

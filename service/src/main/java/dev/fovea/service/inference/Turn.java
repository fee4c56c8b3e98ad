package dev.fovea.service.inference;

/** What a session does next. */
sealed interface Turn {

  /**
   * Run a batch whose rows are all written.
   *
   * @param batch not empty
   */
  record Run(Batch batch) implements Turn {}

  /**
   * Run one request that cannot share a batch.
   *
   * @param request tensors
   */
  record Alone(Request request) implements Turn {}

  /** Give memory back: there was nothing to do for a while. */
  record Rest() implements Turn {}

  /** Close: the last request is answered. */
  record Stop() implements Turn {}
}

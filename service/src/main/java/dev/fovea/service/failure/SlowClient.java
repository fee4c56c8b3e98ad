package dev.fovea.service.failure;

/** A body arrives so slowly that its connection is worth more than its answer. */
public final class SlowClient extends ServingException {

  /**
   * Creates the failure.
   *
   * @param bytesPerSecond the pace that was not kept
   */
  public SlowClient(long bytesPerSecond) {
    super(
        "the body comes slower than %d bytes a second, the bound fovea.http.min-body-rate; send it again over a better connection"
            .formatted(bytesPerSecond));
  }
}

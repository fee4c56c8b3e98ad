package dev.fovea.service.failure;

/** The service cannot start as it is set up. */
public final class StartupFailure extends IllegalStateException {

  private final String remedy;

  /**
   * Creates the failure.
   *
   * @param reason what is wrong, a sentence
   * @param remedy what to do about it, a sentence
   */
  public StartupFailure(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }
}

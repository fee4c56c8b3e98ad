package dev.fovea.service.failure;

/** The model cannot do what was asked of it. */
public final class WrongModelKind extends ServingException {
  /**
   * Creates the failure.
   *
   * @param model its name
   * @param lack what it lacks, as the rest of a sentence
   */
  public WrongModelKind(String model, String lack) {
    super("model '%s' %s".formatted(model, lack));
  }
}

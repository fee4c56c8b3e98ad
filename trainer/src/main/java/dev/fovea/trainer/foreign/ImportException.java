package dev.fovea.trainer.foreign;

/** A graph cannot be served; the message says why, and what can be done where something can. */
public final class ImportException extends Exception {

  /** Creates the exception with the reason. */
  public ImportException(String reason) {
    super(reason);
  }

  /** Creates the exception with the reason and what lies behind it. */
  public ImportException(String reason, Exception cause) {
    super(reason, cause);
  }
}

package dev.fovea.trainer.onnx;

/** ONNX Runtime refused a graph or a run of it; the message says which and carries its reason. */
public final class SessionFailure extends RuntimeException {

  /** Creates the failure with what was tried and ONNX Runtime's own reason. */
  public SessionFailure(String attempt, Exception cause) {
    super(attempt + ": " + cause.getMessage(), cause);
  }
}

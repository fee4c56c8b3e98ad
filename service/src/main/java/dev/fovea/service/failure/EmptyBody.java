package dev.fovea.service.failure;

/** A picture was expected and nothing was sent. */
public final class EmptyBody extends ServingException {
  /** Creates the failure. */
  public EmptyBody() {
    super(
        "the body is empty; send the bytes of a picture, for example: curl --data-binary @picture.jpg");
  }
}

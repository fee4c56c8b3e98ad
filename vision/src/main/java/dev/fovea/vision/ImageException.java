package dev.fovea.vision;

/**
 * Says why bytes did not become pixels. The subtypes are the whole list; each carries the facts its
 * message is made of.
 */
public abstract sealed class ImageException extends Exception {

  private ImageException(String message) {
    // No stack trace: these describe the sender's bytes, and a server meets them by the thousand.
    super(message, null, false, false);
  }

  /** The bytes are no picture of any format known here. */
  public static final class NotAnImage extends ImageException {

    /** Creates the exception for bytes whose beginning matches no known signature. */
    public NotAnImage() {
      super("the bytes are not a JPEG, PNG, WebP, BMP, TIFF or GIF picture");
    }
  }

  /** The format is known, but this variant of it cannot be decoded. */
  public static final class UnsupportedImage extends ImageException {

    /** Creates the exception with the variant that was met. */
    public UnsupportedImage(String variant) {
      super("this picture cannot be decoded here: " + variant);
    }
  }

  /** The picture ends early, or its bytes contradict its format. */
  public static final class UndecodableImage extends ImageException {

    /** Creates the exception with what is wrong with the bytes. */
    public UndecodableImage(String fault) {
      super("the picture is damaged: " + fault);
    }
  }

  /** The picture is larger than the caller allows; found before any pixel was decoded. */
  public static final class ImageTooLarge extends ImageException {

    private final long width;
    private final long height;
    private final ImageLimits limits;

    /** Creates the exception with the size the picture's header claims and the bounds it broke. */
    public ImageTooLarge(long width, long height, ImageLimits limits) {
      super(
          "the picture claims %d x %d pixels; at most %d a side and %d in all are allowed"
              .formatted(width, height, limits.maxSide(), limits.maxPixels()));
      this.width = width;
      this.height = height;
      this.limits = limits;
    }

    /** Returns the claimed width in pixels. */
    public long width() {
      return width;
    }

    /** Returns the claimed height in pixels. */
    public long height() {
      return height;
    }

    /** Returns the bounds that were broken. */
    public ImageLimits limits() {
      return limits;
    }
  }
}

package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.service.failure.ImageTooLarge;
import dev.fovea.service.failure.NotAnImage;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.UndecodableImage;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Pictures by the code that the trainer uses too. */
final class VisionPictures implements Pictures {

  private final ImageDecoder decoder;
  private final Preprocessing preprocessing;
  private final Preprocessor preprocessor;
  private final Encoding encoding;

  VisionPictures(ImageDecoder decoder, ImageContract contract) {
    this.decoder = decoder;
    this.preprocessing = contract.preprocessing();
    this.preprocessor = new Preprocessor(preprocessing);
    this.encoding = contract.encoding();
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the returned record closes it
  public Decoded decode(byte[] encoded) {
    try {
      return new VisionDecoded(decoder.decode(encoded, preprocessing));
    } catch (ImageException fault) {
      throw refusal(fault);
    }
  }

  /** Takes one picture all the way, so that no client waits for libraries and tables to load. */
  void warmUp() {
    try (InputStream file =
        Objects.requireNonNull(VisionPictures.class.getResourceAsStream("warm-up.jpg"))) {
      try (DecodedImage image = decoder.decode(file.readAllBytes(), preprocessing)) {
        preprocessor.apply(image);
      }
    } catch (IOException | ImageException broken) {
      throw new IllegalStateException("the picture in the jar cannot be read", broken);
    }
  }

  /** Says in the service's words why bytes are no picture that is served. */
  static ServingException refusal(ImageException fault) {
    String reason = String.valueOf(fault.getMessage());
    return switch (fault) {
      case ImageException.NotAnImage _ -> new NotAnImage(reason);
      case ImageException.UnsupportedImage _ -> new NotAnImage(reason);
      case ImageException.UndecodableImage _ -> new UndecodableImage(reason);
      case ImageException.ImageTooLarge _ -> new ImageTooLarge(reason);
    };
  }

  private final class VisionDecoded implements Decoded {
    private final DecodedImage image;

    VisionDecoded(DecodedImage image) {
      this.image = image;
    }

    @Override
    public void write(ByteBuffer row) {
      switch (encoding) {
        case Encoding.Raw _ -> preprocessor.apply(image, row);
        case Encoding.Normalized normalized -> {
          ByteBuffer pixels = ByteBuffer.wrap(preprocessor.apply(image));
          Normalization.planar(pixels, preprocessing, normalized, row);
        }
      }
    }

    @Override
    public void show(Onlooker onlooker) {
      onlooker.decoded(image);
    }

    @Override
    public void close() {
      image.close();
    }
  }
}

package dev.fovea.service.inference;

import dev.fovea.vision.DecodedImage;
import java.nio.ByteBuffer;

/**
 * Sees a picture on its way to the model, on a decoding thread, so that nobody decodes it a second
 * time.
 */
public interface Onlooker {

  /** Looks away. */
  Onlooker NOBODY =
      new Onlooker() {
        @Override
        public void decoded(DecodedImage picture) {}

        @Override
        public void prepared(ByteBuffer row) {}
      };

  /** Shows the upright picture; it is closed after the call. */
  void decoded(DecodedImage picture);

  /** Shows the row that the model will read, exactly; it is not to be changed, or read later. */
  void prepared(ByteBuffer row);
}

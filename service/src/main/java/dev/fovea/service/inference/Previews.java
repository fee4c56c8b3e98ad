package dev.fovea.service.inference;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ModelNotReady;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.WrongModelKind;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import java.util.concurrent.Semaphore;

/** Shows pictures as they enter a model: decoded, resized and cropped, before any normalisation. */
public final class Previews {

  private final Catalog catalog;
  private final ImageDecoder decoder;
  private final Semaphore turns;

  Previews(Catalog catalog, ImageDecoder decoder, int atOnce) {
    this.catalog = catalog;
    this.decoder = decoder;
    this.turns = new Semaphore(atOnce);
  }

  /**
   * Returns the pixels that a model sees of a picture, as a PNG of the model's input size.
   *
   * @param encoded the bytes of a picture file
   * @throws ServingException if the model is unknown, not ready or takes no pictures, or the bytes
   *     are no picture that is served
   */
  public byte[] png(ModelSelector model, byte[] encoded) {
    Preprocessing recipe = contract(model).preprocessing();
    turns.acquireUninterruptibly();
    try (DecodedImage image = decoder.decode(encoded, recipe)) {
      return Png.encode(new Preprocessor(recipe).apply(image), recipe);
    } catch (ImageException fault) {
      throw VisionPictures.refusal(fault);
    } finally {
      turns.release();
    }
  }

  private ImageContract contract(ModelSelector model) {
    ModelVersion version =
        catalog
            .resolve(model)
            .loaded()
            .orElseThrow(() -> new ModelNotReady(model.toString(), "it is not loaded"));
    return version
        .manifest()
        .image()
        .orElseThrow(() -> new WrongModelKind(model.name(), "takes tensors, not pictures"));
  }
}

package dev.fovea.trainer.data;

import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.network.Shape;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.ImageLimits;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Encoded pictures of any size, decoded and brought to one size whenever they are read. */
final class DecodedPictures implements LabeledImages {

  private final TestPictures pictures;
  private final Preprocessor preprocessor;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  DecodedPictures(TestPictures pictures, Preprocessing form) {
    this.pictures = pictures;
    this.preprocessor = new Preprocessor(form);
  }

  @Override
  public Shape shape() {
    Preprocessing form = preprocessor.recipe();
    return new Shape(form.color().channels(), form.outputHeight(), form.outputWidth());
  }

  @Override
  public List<String> classes() {
    return pictures.classes();
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public int label(int index) {
    return pictures.label(index);
  }

  @Override
  public void read(int index, ByteBuffer target) throws IOException {
    try (DecodedImage image = decoder.decode(pictures.encoded(index), preprocessor.recipe())) {
      preprocessor.apply(image, target);
    } catch (ImageException e) {
      throw new IOException(pictures.name(index) + ": " + e.getMessage(), e);
    }
  }
}

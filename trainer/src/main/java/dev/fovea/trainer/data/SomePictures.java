package dev.fovea.trainer.data;

import dev.fovea.trainer.evaluate.TestPictures;
import java.io.IOException;
import java.util.List;

/** Some pictures of a larger set, in an order of their own. */
final class SomePictures implements TestPictures {

  private final TestPictures all;
  private final int[] indices;

  private SomePictures(TestPictures all, int[] indices) {
    this.all = all;
    this.indices = indices;
  }

  /** Returns the pictures of these indices; bare pixels stay bare pixels. */
  static TestPictures of(TestPictures all, int[] indices) {
    return all instanceof EncodedPictures bare
        ? new EncodedPictures(new Subset(bare.images(), indices))
        : new SomePictures(all, indices.clone());
  }

  @Override
  public List<String> classes() {
    return all.classes();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public String name(int index) {
    return all.name(indices[index]);
  }

  @Override
  public int label(int index) {
    return all.label(indices[index]);
  }

  @Override
  public byte[] encoded(int index) throws IOException {
    return all.encoded(indices[index]);
  }
}

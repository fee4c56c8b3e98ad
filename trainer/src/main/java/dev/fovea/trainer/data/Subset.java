package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Some pictures of a larger set, in an order of their own. */
public final class Subset implements LabeledImages {

  private final LabeledImages all;
  private final int[] indices;

  /** Keeps the pictures of these indices. */
  public Subset(LabeledImages all, int[] indices) {
    this.all = all;
    this.indices = indices.clone();
  }

  @Override
  public Shape shape() {
    return all.shape();
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
  public int label(int index) {
    return all.label(indices[index]);
  }

  @Override
  public void read(int index, ByteBuffer target) throws IOException {
    all.read(indices[index], target);
  }
}

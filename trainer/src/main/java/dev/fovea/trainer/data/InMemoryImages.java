package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/** Pictures whose pixels lie in one block of native memory, so that reading is a copy. */
public final class InMemoryImages implements LabeledImages {

  private final Shape shape;
  private final List<String> classes;
  private final int[] labels;
  private final MemorySegment pixels;

  private InMemoryImages(Shape shape, List<String> classes, int[] labels, MemorySegment pixels) {
    this.shape = shape;
    this.classes = List.copyOf(classes);
    this.labels = labels;
    this.pixels = pixels;
  }

  /** Returns room for {@code labels.length} pictures, all black; it lives as long as it is used. */
  public static InMemoryImages allocate(Shape shape, List<String> classes, int[] labels) {
    long bytes = (long) labels.length * shape.size();
    return new InMemoryImages(shape, classes, labels.clone(), Arena.ofAuto().allocate(bytes));
  }

  /** Returns the room of one picture. */
  public ByteBuffer slot(int index) {
    return slice(index).asByteBuffer();
  }

  private MemorySegment slice(int index) {
    return pixels.asSlice((long) index * shape.size(), shape.size());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void read(int index, ByteBuffer target) {
    target.put(slot(index));
  }
}

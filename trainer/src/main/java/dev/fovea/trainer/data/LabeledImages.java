package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Pictures of known classes, all of one size. Reading is thread-safe. */
public interface LabeledImages {

  /** Returns the shape of every picture. */
  Shape shape();

  /** Returns the names of the classes, in their order. */
  List<String> classes();

  /** Returns how many pictures there are. */
  int size();

  /** Returns the class of a picture, an index into {@link #classes}. */
  int label(int index);

  /**
   * Writes a picture's pixels, uint8 [height, width, channels], at the position of {@code target}.
   *
   * @throws IOException naming the picture, if it cannot be read or decoded
   */
  void read(int index, ByteBuffer target) throws IOException;
}

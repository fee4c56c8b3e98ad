package dev.fovea.trainer.evaluate;

import java.io.IOException;
import java.util.List;

/** Labelled pictures as a client would send them: encoded, of any size. Reading is thread-safe. */
public interface TestPictures {

  /** Returns the names of the classes that {@link #label} counts in. */
  List<String> classes();

  /** Returns how many pictures there are. */
  int size();

  /** Returns a name for people, such as a path. */
  String name(int index);

  /** Returns the class of a picture, an index into {@link #classes}. */
  int label(int index);

  /**
   * Returns the bytes of a picture in a format that {@code vision} reads.
   *
   * @throws IOException if they cannot be read
   */
  byte[] encoded(int index) throws IOException;
}

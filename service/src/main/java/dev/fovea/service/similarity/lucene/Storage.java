package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.store.AlreadyClosedException;

/** Work on local disk whose failures leave this package as {@link UncheckedIOException}. */
@FunctionalInterface
interface Storage<T> {

  T run() throws IOException;

  static <T> T attempt(Storage<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AlreadyClosedException e) {
      throw new UncheckedIOException(new IOException("the index is closed", e));
    }
  }
}

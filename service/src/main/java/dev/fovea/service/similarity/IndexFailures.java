package dev.fovea.service.similarity;

import dev.fovea.service.failure.IndexUnavailable;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.StorageFull;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Says in the service's words why an index failed. */
final class IndexFailures {

  private IndexFailures() {}

  /** Does work on an index; its failures are the service's. */
  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (UncheckedIOException fault) {
      throw failure(fault);
    } catch (ReplacedIndex elsewhere) {
      throw new IndexUnavailable(elsewhere.getMessage() + "; ask again", elsewhere);
    }
  }

  private static ServingException failure(UncheckedIOException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("No space left")) {
        return new StorageFull("the disk that holds the index is full");
      }
    }
    Throwable cause = fault.getCause();
    String reason = String.valueOf((cause == null ? fault : cause).getMessage());
    return new IndexUnavailable(reason, fault);
  }
}

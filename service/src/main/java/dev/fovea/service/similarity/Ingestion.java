package dev.fovea.service.similarity;

import dev.fovea.service.failure.ImageTooLarge;
import dev.fovea.service.failure.NotAnImage;
import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.UndecodableImage;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.similarity.StoredImages.Prepared;
import dev.fovea.service.similarity.StoredImages.Upload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the model busy while files arrive: a window of pictures is on its way through the batcher,
 * and finished ones are stored in groups, each with one commit.
 */
final class Ingestion implements AutoCloseable {

  private static final int WINDOW = 64;
  private static final int GROUP = 256;

  /** How long to wait for a queue that others fill. */
  private static final long RETRY_NANOS = 20_000_000;

  private final OpenCollection collection;
  private final CollectionSpec spec;
  private final StoredImages images;
  private final SimilarityMeters meters;
  private final Import counted;
  private final Terms terms = Terms.bulk();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<Entry> finished = new ArrayList<>();

  private record Pending(String path, CompletableFuture<Prepared> answer) {}

  Ingestion(
      OpenCollection collection, StoredImages images, SimilarityMeters meters, Import counted) {
    this.collection = collection;
    this.spec = collection.spec();
    this.images = images;
    this.meters = meters;
    this.counted = counted;
  }

  /**
   * Takes one file; waits while the window is full.
   *
   * @param known where the metadata of an image with the same id may be
   */
  void take(Archive.File file, boolean labelled, OpenCollection known) {
    Optional<byte[]> content = file.content();
    if (content.isEmpty()) {
      counted.read();
      counted.refused(file.path(), "is larger than a picture may be");
      return;
    }
    Optional<String> label = labelled ? file.folder() : Optional.empty();
    String id = PathId.of(file.path());
    Map<String, Object> metadata =
        known.read(index -> index.find(id)).map(IndexedImage::metadata).orElse(Map.of());
    take(file.path(), new Upload(content.get(), Optional.of(id), label, metadata));
  }

  /** Takes one picture; waits while the window is full. */
  void take(String name, Upload upload) {
    counted.read();
    if (isStored(upload)) {
      counted.unchanged();
      return;
    }
    while (pending.size() >= WINDOW) {
      settleOldest();
    }
    submit(name, upload);
  }

  /** Waits for all that is on its way and stores it. */
  void finish() {
    while (!pending.isEmpty()) {
      settleOldest();
    }
    store();
  }

  /** Gives up what is still on its way. */
  @Override
  public void close() {
    terms.cancellation().cancel();
  }

  private boolean isStored(Upload upload) {
    return StoredFiles.holds(
        collection, upload.id().orElseThrow(), upload.label(), () -> Sha256.of(upload.encoded()));
  }

  /** Hands a picture in; while the model's queue is full, waits for those that went before. */
  private void submit(String path, Upload upload) {
    CompletableFuture<Prepared> answer = images.prepare(spec, upload, terms);
    while (isRefusedForLoad(answer)) {
      if (pending.isEmpty()) {
        LockSupport.parkNanos(RETRY_NANOS);
      } else {
        settleOldest();
      }
      answer = images.prepare(spec, upload, terms);
    }
    pending.add(new Pending(path, answer));
  }

  private static boolean isRefusedForLoad(CompletableFuture<Prepared> answer) {
    return answer.isCompletedExceptionally()
        && unwrapped(answer.exceptionNow()) instanceof QueueFull;
  }

  private void settleOldest() {
    Pending oldest = pending.remove();
    try {
      finished.add(oldest.answer().join().entry());
    } catch (CompletionException failed) {
      counted.refused(oldest.path(), reason(unwrapped(failed)));
    }
    if (finished.size() >= GROUP) {
      store();
    }
  }

  private void store() {
    if (!finished.isEmpty()) {
      collection.put(spec, finished);
      meters.stored(spec, finished.size());
      counted.indexed(finished.size());
      finished.clear();
    }
  }

  /** Only a picture's own fault is passed over; anything else ends the import. */
  private static String reason(Throwable fault) {
    return switch (fault) {
      case NotAnImage it -> it.detail();
      case UndecodableImage it -> it.detail();
      case ImageTooLarge it -> it.detail();
      case ServingException it -> throw it;
      case RuntimeException it -> throw it;
      default -> throw new IllegalStateException(fault);
    };
  }

  private static Throwable unwrapped(Throwable fault) {
    Throwable cause = fault.getCause();
    return fault instanceof CompletionException && cause != null ? cause : fault;
  }
}

package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.service.inference.Decoders.Source;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The decoders' side of a batcher: takes a request, decodes its picture, writes its rows. */
final class Preparation implements Source {

  private final Assembly assembly;
  private final Optional<Pictures> pictures;
  private final String pictureInput;
  private final Failures failures;
  private final LongSupplier ticker;

  /** Tells a request's client, and the statistics, that it failed. */
  @FunctionalInterface
  interface Failures {
    void fail(Request request, Throwable cause);
  }

  /**
   * Creates the decoders' side.
   *
   * @param pictures how pictures become rows; empty for a model of plain tensors
   * @param pictureInput the input that takes pictures
   */
  Preparation(
      Assembly assembly,
      Optional<Pictures> pictures,
      String pictureInput,
      Failures failures,
      LongSupplier ticker) {
    this.assembly = assembly;
    this.pictures = pictures;
    this.pictureInput = pictureInput;
    this.failures = failures;
    this.ticker = ticker;
  }

  @Override
  public boolean prepareOne() {
    Optional<Request> taken = assembly.take();
    taken.ifPresent(this::prepare);
    return taken.isPresent();
  }

  private void prepare(Request request) {
    request.takenNanos = ticker.getAsLong();
    boolean claimed = false;
    try (Work.Prepared prepared = prepared(request.work())) {
      request.decodedNanos = ticker.getAsLong();
      Batch batch = assembly.claim(request);
      claimed = true;
      try {
        prepared.write(batch.memory(), request.firstRow);
      } finally {
        request.placedNanos = ticker.getAsLong();
        assembly.written(batch);
      }
    } catch (RuntimeException | Error fault) {
      if (!claimed) {
        assembly.abandon(request);
      }
      failures.fail(request, fault);
    }
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the returned object closes the decoded picture
  private PreparedPicture prepared(Work.Picture work) {
    Pictures.Decoded picture = pictures.orElseThrow().decode(work.encoded());
    try {
      picture.show(work.onlooker());
    } catch (RuntimeException | Error fault) {
      picture.close();
      throw fault;
    }
    return new PreparedPicture(pictureInput, picture, work.onlooker());
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the returned object closes the decoded picture
  private Work.Prepared prepared(Work work) {
    return switch (work) {
      case Work.Picture picture -> prepared(picture);
      case Work.Tensors tensors -> new PreparedTensors(tensors);
    };
  }
}

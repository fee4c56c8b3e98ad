package dev.fovea.service.inference;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ServiceStopping;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.model.Device;
import dev.fovea.service.model.Servable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Answers the requests for one version. They wait in a bounded queue; decoders take them out and
 * write their rows straight into the batch that is being filled, while the batch before it runs. An
 * idle session runs at once with what there is.
 *
 * <p>One thread runs the session and, after the last request, closes it: nothing is closed while it
 * runs.
 */
public final class Batcher implements Servable {

  /** Encoded pictures up to this size are decoded sooner than another thread wakes up for it. */
  private static final int SMALL_BYTES = 16 << 10;

  private final Session session;
  private final List<BatchMemory> memories;
  private final Assembly assembly;
  private final BatchRunner runner;
  private final Preparation preparation;
  private final TensorCheck check;
  private final Decoders decoders;
  private final VersionMeters meters;
  private final RunListener runs;
  private final Duration idleAfter;
  private final LongSupplier ticker;
  private final Thread thread;

  /**
   * Creates a batcher, which owns the session and the memories from here on, and starts it.
   *
   * @param memories memory of two batches, or none if requests do not stack
   */
  static Batcher start(
      ModelVersion version,
      Session session,
      List<BatchMemory> memories,
      Layout layout,
      Optional<Pictures> pictures,
      Surroundings surroundings) {
    Batcher batcher = new Batcher(version, session, memories, layout, pictures, surroundings);
    batcher.decoders.add(batcher.preparation);
    batcher.thread.start();
    return batcher;
  }

  /**
   * What a batcher shares with others, and how it is set up.
   *
   * @param decoders the threads that decode for all models
   * @param settings of this model
   * @param idleAfter after how long without work memory is given back
   * @param meters what is counted
   * @param runs hears of every run
   * @param ticker nanoseconds from any origin
   */
  record Surroundings(
      Decoders decoders,
      BatchSettings settings,
      Duration idleAfter,
      VersionMeters meters,
      RunListener runs,
      LongSupplier ticker) {}

  private Batcher(
      ModelVersion version,
      Session session,
      List<BatchMemory> memories,
      Layout layout,
      Optional<Pictures> pictures,
      Surroundings surroundings) {
    int maxRows = Math.min(surroundings.settings().maxBatchSize(), layout.maxRows());
    this.session = session;
    this.memories = List.copyOf(memories);
    this.decoders = surroundings.decoders();
    this.meters = surroundings.meters();
    this.idleAfter = surroundings.idleAfter();
    this.ticker = surroundings.ticker();
    this.runner =
        new BatchRunner(
            version,
            session,
            layout,
            surroundings.settings().allowed(session.device(), maxRows),
            meters,
            surroundings.runs(),
            ticker);
    this.runs = surroundings.runs();
    this.assembly =
        new Assembly(
            surroundings.settings(),
            maxRows,
            decodingPatience(session.device()),
            memories,
            ticker,
            this::bury);
    this.preparation =
        new Preparation(
            assembly,
            pictures,
            version.manifest().image().map(image -> image.input()).orElse(""),
            runner::fail,
            ticker);
    this.check = new TensorCheck(layout, maxRows);
    this.thread =
        Thread.ofPlatform()
            .name("run-" + version.manifest().name() + "-" + version.manifest().version())
            .daemon()
            .unstarted(this::loop);
  }

  @Override
  public Device device() {
    return session.device();
  }

  /** Returns the counts since the version was loaded. */
  public Statistics statistics() {
    return meters.statistics();
  }

  /** Returns how many requests wait now. */
  public int queueDepth() {
    return assembly.depth();
  }

  /**
   * Hands a picture in.
   *
   * @throws dev.fovea.service.failure.QueueFull if too many wait
   * @throws ServiceStopping if this version is being unloaded
   */
  CompletableFuture<Answer> submit(byte[] picture, Terms terms) {
    return submit(picture, Onlooker.NOBODY, terms);
  }

  /**
   * Hands a picture in that an onlooker sees on the way.
   *
   * @throws dev.fovea.service.failure.QueueFull if too many wait
   * @throws ServiceStopping if this version is being unloaded
   */
  CompletableFuture<Answer> submit(byte[] picture, Onlooker onlooker, Terms terms) {
    return submit(new Work.Picture(picture, onlooker), terms);
  }

  /**
   * Hands tensors in.
   *
   * @throws dev.fovea.service.failure.InvalidTensor if they do not fit the graph
   * @throws dev.fovea.service.failure.QueueFull if too many wait
   * @throws ServiceStopping if this version is being unloaded
   */
  CompletableFuture<Answer> submit(Map<String, Tensor> inputs, Set<String> outputs, Terms terms) {
    return submit(check.check(inputs, outputs), terms);
  }

  private CompletableFuture<Answer> submit(Work work, Terms terms) {
    Request request = new Request(work, terms, runs.caller(), ticker.getAsLong());
    try {
      assembly.offer(request, meters.statistics().nanosPerRow());
    } catch (ServingException refused) {
      meters.failed(refused, 0);
      throw refused;
    }
    if (isQuickToPrepare(request)) {
      var _ = preparation.prepareOne();
    } else {
      decoders.signal();
    }
    return request.answer();
  }

  /**
   * Tells whether the thread that brings a request may as well prepare it. If there is no room, the
   * decoders are told when there is.
   */
  private static boolean isQuickToPrepare(Request request) {
    return request.urgency() == Urgency.INTERACTIVE
        && switch (request.work()) {
          case Work.Picture picture -> picture.encoded().length <= SMALL_BYTES;
          case Work.Tensors _ -> false;
        };
  }

  /** A GPU has nothing to do while pictures are decoded; the cores have. */
  private static Duration decodingPatience(Device device) {
    return switch (device) {
      case CPU -> Duration.ofMillis(25);
      case CUDA -> Duration.ZERO;
    };
  }

  /** Refuses new requests, answers those that wait, then closes the session. Idempotent. */
  @Override
  public void close() {
    assembly.close();
    decoders.signal();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void bury(Request request) {
    runner.fail(request, request.obituary(ticker.getAsLong()).orElseGet(ServiceStopping::new));
  }

  private void loop() {
    try {
      while (true) {
        switch (assembly.next(idleAfter)) {
          case Turn.Run(Batch batch) -> {
            decoders.signalAll();
            runner.run(batch);
            assembly.giveBack(batch.memory());
          }
          case Turn.Alone(Request request) -> {
            decoders.signalAll();
            runner.runAlone(request);
          }
          case Turn.Rest _ -> memories.stream().limit(1).forEach(BatchMemory::shrink);
          case Turn.Stop _ -> {
            return;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      decoders.remove(preparation);
      meters.close();
      memories.forEach(BatchMemory::close);
      session.close();
    }
  }
}

package dev.fovea.service.inference;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.model.ModelId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Runs batches on a session and hands each request its own rows of the outputs. */
final class BatchRunner {

  private final ModelVersion version;
  private final Session session;
  private final Layout layout;
  private final List<Integer> sizes;
  private final Observer observer;
  private final RunListener runs;
  private final LongSupplier ticker;

  /** Hears what happens, for statistics and metrics. */
  interface Observer {
    /** A run of so many rows has ended. */
    void ran(int rows, long nanos);

    /** A request was answered. */
    void answered(Request request, Timing timing, long outputNanos);

    /** A request failed, so long after it arrived. */
    void failed(Throwable cause, long ageNanos);
  }

  /**
   * Creates a runner.
   *
   * @param sizes numbers of rows that may be run, ascending
   */
  BatchRunner(
      ModelVersion version,
      Session session,
      Layout layout,
      List<Integer> sizes,
      Observer observer,
      RunListener runs,
      LongSupplier ticker) {
    this.version = version;
    this.session = session;
    this.layout = layout;
    this.sizes = List.copyOf(sizes);
    this.observer = observer;
    this.runs = runs;
    this.ticker = ticker;
  }

  /** Runs a batch, without the requests that nobody waits for any more. */
  void run(Batch batch) {
    long now = ticker.getAsLong();
    List<Request> dead = batch.requests().stream().filter(each -> each.isDead(now)).toList();
    if (!dead.isEmpty()) {
      batch.remove(dead, layout.inputs());
      dead.forEach(request -> fail(request, request.obituary(now).orElseThrow()));
    }
    if (!batch.isEmpty()) {
      runLive(batch);
    }
  }

  /** Runs one request in memory of its own. */
  void runAlone(Request request) {
    long started = ticker.getAsLong();
    if (request.isDead(started)) {
      fail(request, request.obituary(started).orElseThrow());
      return;
    }
    try {
      switch (request.work()) {
        case Work.Tensors tensors -> runAlone(request, tensors, started);
        case Work.Picture _ -> throw new IllegalStateException("pictures run in batches");
      }
    } catch (RuntimeException | Error fault) {
      fail(request, fault);
    }
  }

  /** Tells a request's client that it failed. */
  void fail(Request request, Throwable cause) {
    observer.failed(cause, request.ageNanos(ticker.getAsLong()));
    request.answer().completeExceptionally(cause);
  }

  private void runLive(Batch batch) {
    long started = ticker.getAsLong();
    try {
      batch.memory().run(fit(batch.rows()));
    } catch (InferenceFailed fault) {
      rescue(batch, fault);
      return;
    } catch (RuntimeException | Error fault) {
      batch.requests().forEach(request -> fail(request, fault));
      return;
    }
    try {
      answer(batch, started, ticker.getAsLong());
    } catch (RuntimeException | Error fault) {
      // The thread that runs the session must go on, and nobody may wait for an answer in vain.
      batch.requests().stream()
          .filter(request -> !request.answer().isDone())
          .forEach(request -> fail(request, fault));
    }
  }

  private void answer(Batch batch, long started, long finished) {
    observer.ran(batch.rows(), finished - started);
    for (Request request : batch.requests()) {
      answer(request, slices(batch, request), started, finished);
    }
    tell(batch.requests(), batch.rows(), started, finished);
  }

  /** Finds the request that makes the run fail, by running each alone, and answers the others. */
  private void rescue(Batch batch, InferenceFailed fault) {
    if (batch.requests().size() == 1) {
      fail(batch.requests().getFirst(), fault);
      return;
    }
    for (Request request : batch.requests()) {
      try {
        runAlone(
            request,
            new Work.Tensors(inputs(batch, request), Set.of(), request.rows(), false),
            ticker.getAsLong());
      } catch (RuntimeException | Error itself) {
        fail(request, itself);
      }
    }
  }

  private void runAlone(Request request, Work.Tensors tensors, long started) {
    Map<String, Tensor> outputs = session.run(tensors.inputs(), wanted(tensors.outputs()));
    long finished = ticker.getAsLong();
    observer.ran(request.rows(), finished - started);
    answer(request, outputs, started, finished);
    tell(List.of(request), request.rows(), started, finished);
  }

  private void tell(List<Request> requests, int rows, long startedNanos, long finishedNanos) {
    ModelId id = new ModelId(version.manifest().name(), version.manifest().version());
    List<RunListener.Rider> riders = requests.stream().map(Request::rider).toList();
    runs.ran(new RunListener.Run(id, rows, startedNanos, finishedNanos, riders));
  }

  private void answer(
      Request request, Map<String, Tensor> outputs, long startedNanos, long finishedNanos) {
    Timing timing = request.timing(startedNanos, finishedNanos);
    observer.answered(request, timing, ticker.getAsLong() - finishedNanos);
    request.answer().complete(new Answer(version, outputs, timing));
  }

  private Set<String> wanted(Set<String> outputs) {
    return outputs.isEmpty()
        ? Set.copyOf(layout.outputs().stream().map(TensorSpec::name).toList())
        : outputs;
  }

  private Map<String, Tensor> slices(Batch batch, Request request) {
    Set<String> outputs =
        switch (request.work()) {
          case Work.Picture _ -> wanted(Set.of());
          case Work.Tensors tensors -> wanted(tensors.outputs());
        };
    Map<String, Tensor> slices = new HashMap<>();
    for (TensorSpec spec : layout.outputs()) {
      if (outputs.contains(spec.name())) {
        slices.put(spec.name(), slice(spec, batch.memory().output(spec.name()), request));
      }
    }
    return slices;
  }

  private Map<String, Tensor> inputs(Batch batch, Request request) {
    Map<String, Tensor> inputs = new HashMap<>();
    for (TensorSpec spec : layout.inputs()) {
      inputs.put(spec.name(), slice(spec, batch.memory().input(spec.name()), request));
    }
    return inputs;
  }

  /** Copies a request's rows. */
  private static Tensor slice(TensorSpec spec, ByteBuffer all, Request request) {
    int rowBytes = Layout.rowBytes(spec);
    ByteBuffer copy = ByteBuffer.allocate(request.rows() * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(0, all, request.firstRow * rowBytes, copy.capacity());
    return Tensor.of(spec.type(), Layout.withRows(spec, request.rows()), copy);
  }

  private int fit(int rows) {
    return sizes.stream().filter(size -> size >= rows).findFirst().orElseThrow();
  }
}

package dev.fovea.service.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.TestStore;
import dev.fovea.service.failure.NotAnImage;
import dev.fovea.service.failure.ServiceStopping;
import dev.fovea.service.model.ModelId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/** A batcher on a fake session; its pictures are four bytes, an int that becomes the row. */
final class BatcherRig {

  final FakeSession session = new FakeSession();
  final FakeTicker ticker = new FakeTicker();
  int maxBatchSize = 8;
  int queueCapacity = 100;
  int decoders = 2;
  Duration maxDelay = Duration.ZERO;
  Duration idleAfter = Duration.ofHours(1);
  List<Integer> batchSizes = List.of();

  private final AtomicBoolean countIsBroken = new AtomicBoolean();
  private final Semaphore decoded = new Semaphore(0);
  private final List<Decoders> pools = new ArrayList<>();
  private Optional<Batcher> batcher = Optional.empty();

  Batcher batcher() {
    if (batcher.isEmpty()) {
      batcher = Optional.of(start());
    }
    return batcher.get();
  }

  @CanIgnoreReturnValue
  CompletableFuture<Answer> picture(int value) {
    return picture(value, Terms.interactive());
  }

  @CanIgnoreReturnValue
  CompletableFuture<Answer> picture(int value, Terms terms) {
    return batcher().submit(ByteBuffer.allocate(4).putInt(value).array(), terms);
  }

  CompletableFuture<Answer> undecodable() {
    return batcher().submit(new byte[3], Terms.interactive());
  }

  CompletableFuture<Answer> tensors(int... values) {
    return batcher().submit(tensor(values), Set.of(), Terms.interactive());
  }

  static Map<String, Tensor> tensor(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return Map.of("in", Tensor.of(TensorType.INT32, new long[] {values.length, 1}, bytes));
  }

  int answer(CompletableFuture<Answer> future) {
    return answers(future).getFirst();
  }

  List<Integer> answers(CompletableFuture<Answer> future) {
    try {
      Map<String, Tensor> outputs = future.get(10, TimeUnit.SECONDS).outputs();
      Tensor out = Objects.requireNonNull(outputs.get("out"));
      List<Integer> values = new ArrayList<>();
      ByteBuffer bytes = out.bytes();
      while (bytes.hasRemaining()) {
        values.add(bytes.getInt());
      }
      return values;
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }

  Throwable failure(CompletableFuture<Answer> future) {
    return future.handle((_, cause) -> cause).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Waits until a run has begun, which holds at the gate. */
  void awaitRun() {
    acquire(session.begun, 1);
  }

  /** Waits until this many pictures, in all, lie in batches. */
  void awaitDecoded(int count) {
    acquire(decoded, count);
  }

  /** Waits until the queue is empty. */
  void awaitTaken() {
    Awaitility.await().until(() -> batcher().queueDepth() == 0);
  }

  /** Waits until the batcher refuses requests. */
  void awaitRefusal() {
    Awaitility.await()
        .until(() -> {
          try {
            picture(0, Terms.bulk());
            return false;
          } catch (ServiceStopping _) {
            return true;
          }
        });
  }

  /** Has the next answer fail when it is counted. */
  void breakNextCount() {
    countIsBroken.set(true);
  }

  private Instant now() {
    if (countIsBroken.getAndSet(false)) {
      throw new IllegalStateException("not counted");
    }
    return Instant.now();
  }

  void close() {
    session.open();
    batcher.ifPresent(Batcher::close);
    pools.forEach(Decoders::close);
  }

  private static void acquire(Semaphore semaphore, int permits) {
    try {
      assertThat(semaphore.tryAcquire(permits, 10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the batcher owns the memories
  private Batcher start() {
    Decoders pool = new Decoders(decoders);
    pools.add(pool);
    Layout layout = new Layout(session.inputs(), session.outputs());
    List<BatchMemory> memories =
        List.of(session.allocate(layout, maxBatchSize), session.allocate(layout, maxBatchSize));
    return Batcher.start(
        version(),
        session,
        memories,
        layout,
        Optional.of(new FakePictures()),
        new Batcher.Surroundings(
            pool,
            new BatchSettings(maxBatchSize, batchSizes, maxDelay, queueCapacity),
            idleAfter,
            new VersionMeters(new SimpleMeterRegistry(), new ModelId("fake", 1), this::now),
            RunListener.NONE,
            ticker));
  }

  private static ModelVersion version() {
    Manifest manifest =
        TestStore.manifest(
            "fake",
            1,
            Optional.of(TestStore.picture(Optional.empty())),
            Map.of("model.onnx", "0".repeat(64)));
    return new ModelVersion(Path.of("fake"), manifest, List.of());
  }

  /** Decodes four bytes; any other number of them is no picture. */
  private final class FakePictures implements Pictures {

    @Override
    @MustBeClosed
    public Decoded decode(byte[] encoded) {
      if (encoded.length != Integer.BYTES) {
        throw new NotAnImage("four bytes are a picture here");
      }
      int value = ByteBuffer.wrap(encoded).getInt();
      return new Decoded() {
        @Override
        public void show(Onlooker onlooker) {}

        @Override
        public void write(ByteBuffer row) {
          row.order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        }

        @Override
        public void close() {
          decoded.release();
        }
      };
    }
  }
}

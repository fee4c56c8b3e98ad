package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.model.Device;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A session that answers each row with its double, int32 [N,1] to int32 [N,1]. It runs when the
 * test lets it, fails on the value it is told to, and remembers what it was given.
 */
final class FakeSession implements Session {

  private static final TensorSpec IN = new TensorSpec("in", TensorType.INT32, List.of(-1L, 1L));
  private static final TensorSpec OUT = new TensorSpec("out", TensorType.INT32, List.of(-1L, 1L));

  /** Rows of every run, in order. */
  final List<Integer> runs = new CopyOnWriteArrayList<>();

  /** First values of every run's rows, in order. */
  final List<List<Integer>> rows = new CopyOnWriteArrayList<>();

  /** Runs that may go on; a test releases permits. */
  final Semaphore gate = new Semaphore(0);

  /** Runs that have begun. */
  final Semaphore begun = new Semaphore(0);

  final AtomicInteger shrinks = new AtomicInteger();
  volatile boolean closed;
  volatile int poison = Integer.MIN_VALUE;

  /** Lets every run go on at once. */
  FakeSession open() {
    gate.release(Integer.MAX_VALUE / 2);
    return this;
  }

  @Override
  public Device device() {
    return Device.CPU;
  }

  @Override
  public List<TensorSpec> inputs() {
    return List.of(IN);
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(OUT);
  }

  @Override
  @MustBeClosed
  public BatchMemory allocate(Layout layout, int maxRows) {
    return new FakeMemory(maxRows);
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs) {
    Tensor input = inputs.get("in");
    if (input == null) {
      throw new IllegalArgumentException("no input");
    }
    ByteBuffer out = ByteBuffer.allocate(input.bytes().remaining()).order(ByteOrder.LITTLE_ENDIAN);
    compute(input.bytes(), out, (int) input.rows());
    return Map.of("out", Tensor.of(TensorType.INT32, input.shape(), out));
  }

  @Override
  public void close() {
    closed = true;
  }

  private void compute(ByteBuffer in, ByteBuffer out, int count) {
    begun.release();
    gate.acquireUninterruptibly();
    if (closed) {
      throw new AssertionError("a run on a closed session crashes the process");
    }
    runs.add(count);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    rows.add(seen);
    for (int row = 0; row < count; row++) {
      int value = in.getInt(row * Integer.BYTES);
      seen.add(value);
      if (value == poison) {
        throw new InferenceFailed("fake/1", new IllegalStateException("poisoned"));
      }
      out.putInt(row * Integer.BYTES, 2 * value);
    }
  }

  private final class FakeMemory implements BatchMemory {
    private final ByteBuffer in;
    private final ByteBuffer out;

    FakeMemory(int maxRows) {
      in = ByteBuffer.allocateDirect(maxRows * Integer.BYTES);
      out = ByteBuffer.allocateDirect(maxRows * Integer.BYTES);
    }

    @Override
    public int maxRows() {
      return in.capacity() / Integer.BYTES;
    }

    @Override
    public ByteBuffer input(String name) {
      return in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer output(String name) {
      return out.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void run(int rows) {
      compute(input("in"), output("out"), rows);
    }

    @Override
    public void shrink() {
      shrinks.incrementAndGet();
    }

    @Override
    public void close() {
      if (closed) {
        throw new AssertionError("memory outlived its session");
      }
    }
  }
}

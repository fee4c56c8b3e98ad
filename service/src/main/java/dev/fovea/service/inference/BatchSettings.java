package dev.fovea.service.inference;

import dev.fovea.service.model.Device;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one model's requests are batched.
 *
 * @param maxBatchSize most rows in a run
 * @param batchSizes numbers of rows a run may have, a batch being padded up to the next; empty for
 *     the device's own rule: any number on a CPU, powers of two on a GPU
 * @param maxDelay how long an idle session waits for a batch to fill
 * @param queueCapacity requests that may wait
 */
public record BatchSettings(
    int maxBatchSize, List<Integer> batchSizes, Duration maxDelay, int queueCapacity) {

  /**
   * Copies the list and checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting and its value
   */
  public BatchSettings {
    batchSizes = batchSizes.stream().sorted().distinct().toList();
    require(maxBatchSize >= 1 && maxBatchSize <= 1024, "max-batch-size", "1 to 1024", maxBatchSize);
    require(queueCapacity >= 1, "queue-capacity", "at least 1", queueCapacity);
    require(
        !maxDelay.isNegative() && maxDelay.toMillis() <= 10_000, "max-delay", "0 to 10s", maxDelay);
    for (int size : batchSizes) {
      require(size >= 1 && size <= maxBatchSize, "batch-sizes", "1 to max-batch-size", size);
    }
  }

  /**
   * Returns the numbers of rows that runs may have, ascending.
   *
   * @param maxRows the most, which is among them
   */
  public List<Integer> allowed(Device device, int maxRows) {
    Stream<Integer> sizes =
        batchSizes.isEmpty()
            ? switch (device) {
              case CPU -> IntStream.rangeClosed(1, maxRows).boxed();
              case CUDA -> powersOfTwo(maxRows);
            }
            : batchSizes.stream();
    return upTo(maxRows, sizes);
  }

  /**
   * Returns the numbers of rows to run before the model is ready, ascending: every allowed one
   * where the device prepares itself for each, else powers of two, which grow the same memory.
   */
  public List<Integer> warmed(Device device, int maxRows) {
    return batchSizes.isEmpty() ? upTo(maxRows, powersOfTwo(maxRows)) : allowed(device, maxRows);
  }

  private static Stream<Integer> powersOfTwo(int most) {
    return Stream.iterate(1, size -> size <= most, size -> size * 2);
  }

  private static List<Integer> upTo(int most, Stream<Integer> sizes) {
    return Stream.concat(sizes.filter(size -> size < most), Stream.of(most)).distinct().toList();
  }

  private static void require(boolean holds, String name, String range, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "fovea.inference.%s must be %s, got %s".formatted(name, range, value));
    }
  }
}

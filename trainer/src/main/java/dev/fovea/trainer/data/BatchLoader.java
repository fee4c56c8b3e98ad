package dev.fovea.trainer.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads and augments batches in background threads, ahead of the one who takes them, in a fixed
 * order. What a picture looks like depends on the seed and its place in the order alone, never on
 * the threads.
 */
public final class BatchLoader implements AutoCloseable {

  private static final int AHEAD = 6;

  private final LabeledImages images;
  private final Augmenter augmenter;
  private final int pictureBytes;
  private final int[] order;
  private final int batchSize;
  private final long seed;
  private final Unreadable unreadable;
  private final ExecutorService threads;
  private final Deque<Future<Batch>> pending = new ArrayDeque<>();
  private int next;

  /**
   * Begins to load.
   *
   * @param order indices of the pictures, as they come
   * @param first place in {@code order} to begin at, a multiple of {@code batchSize}
   * @param seed of the augmentation
   * @param unreadable is told of pictures that cannot be read; the next one takes their place
   */
  public BatchLoader(
      LabeledImages images,
      Augmenter augmenter,
      int[] order,
      int first,
      int batchSize,
      long seed,
      Unreadable unreadable,
      int threads) {
    this.images = images;
    this.augmenter = augmenter;
    this.pictureBytes = augmenter.result().size();
    this.order = order.clone();
    this.next = first;
    this.batchSize = batchSize;
    this.seed = seed;
    this.unreadable = unreadable;
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("batch-loader-", 0).factory());
    while (pending.size() < AHEAD && submit()) {}
  }

  /** Returns whether another batch comes. */
  public boolean hasNext() {
    return !pending.isEmpty();
  }

  /**
   * Returns the next batch, the last one perhaps smaller, waiting for it if need be.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public Batch next() throws InterruptedException {
    try {
      Batch batch = pending.remove().get();
      submit();
      return batch;
    } catch (ExecutionException e) {
      throw new IllegalStateException("loading a batch failed", e.getCause());
    }
  }

  private boolean submit() {
    int from = next;
    int until = Math.min(order.length, from + batchSize);
    if (from >= until) {
      return false;
    }
    next = until;
    pending.add(threads.submit(() -> load(from, until)));
    return true;
  }

  private Batch load(int from, int until) {
    ByteBuffer batch = ByteBuffer.allocateDirect((until - from) * pictureBytes);
    ByteBuffer picture = ByteBuffer.allocateDirect(images.shape().size());
    long[] labels = new long[until - from];
    for (int place = from; place < until; place++) {
      int index = read(order[place], picture);
      labels[place - from] = images.label(index);
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, place));
      augmenter.apply(picture.flip(), batch, random);
    }
    return new Batch(batch.flip(), labels);
  }

  /** Reads this picture, or the first readable one after it. */
  private int read(int wanted, ByteBuffer picture) {
    for (int tried = 0; tried < images.size(); tried++) {
      int index = (wanted + tried) % images.size();
      try {
        images.read(index, picture.clear());
        return index;
      } catch (IOException e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    throw new IllegalStateException("none of the " + images.size() + " pictures can be read");
  }

  /** Stops the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

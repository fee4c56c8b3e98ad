package dev.fovea.service.similarity.opensearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The nodes of a cluster, asked in turn. One that gave no answer is left out for a while, then
 * asked by one request at a time until it answers again; if none answers, all are asked.
 * Thread-safe.
 */
final class Nodes {

  private static final long LEFT_OUT_NANOS = Duration.ofSeconds(10).toNanos();

  private final List<URI> urls;
  private final LongSupplier nanoTime;
  private final AtomicInteger turn = new AtomicInteger();

  /** When a silent node may be asked again. */
  private final Map<URI, Long> silent = new ConcurrentHashMap<>();

  /**
   * Nodes that are taken to answer.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  Nodes(List<URI> urls, LongSupplier nanoTime) {
    this.urls = List.copyOf(urls);
    this.nanoTime = nanoTime;
  }

  /** Returns the node to ask now. */
  URI next() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < urls.size(); i++) {
      URI node = at(first + i);
      if (mayBeAsked(node)) {
        return node;
      }
    }
    return at(first);
  }

  /** Says that a node answered. */
  void answered(URI node) {
    silent.remove(node);
  }

  /** Says that a node did not answer. */
  void didNotAnswer(URI node) {
    silent.put(node, nanoTime.getAsLong() + LEFT_OUT_NANOS);
  }

  /** Whoever finds the time come asks, and puts it off for the others. */
  private boolean mayBeAsked(URI node) {
    Long again = silent.get(node);
    long now = nanoTime.getAsLong();
    return again == null || (now - again >= 0 && silent.replace(node, again, now + LEFT_OUT_NANOS));
  }

  private URI at(int position) {
    return urls.get(Math.floorMod(position, urls.size()));
  }
}

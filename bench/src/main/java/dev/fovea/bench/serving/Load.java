package dev.fovea.bench.serving;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Sends drawn pictures to one address and times the answers. */
public final class Load implements AutoCloseable {

  private static final double ALIKE = 0.02;
  private static final int WARMING_STRETCHES = 12;

  private final CloseableHttpClient client;

  /** Opens a client that keeps up to {@code connections} connections alive. */
  public Load(int connections) {
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(connections)
                    .setMaxConnPerRoute(connections)
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /**
   * Sends as {@link #closedLoop} does until two stretches in a row are answered at the same rate,
   * to {@value #ALIKE}: by then the JVM has compiled what is on the way. Gives up after {@value
   * #WARMING_STRETCHES}, since a shared machine may never be steady.
   */
  void warmUp(URI target, List<byte[]> bodies, int clients, Duration stretch) {
    double before = 0;
    for (int turn = 0; turn < WARMING_STRETCHES; turn++) {
      double now = closedLoop(target, bodies, clients, stretch).perSecond();
      if (Math.abs(now - before) <= ALIKE * now) {
        return;
      }
      before = now;
    }
  }

  /** Sends from {@code clients} threads, each the next request as soon as it has its answer. */
  public LoadResult closedLoop(URI target, List<byte[]> bodies, int clients, Duration duration) {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    return run(
        clients,
        start,
        (sender, result) -> {
          for (int turn = sender; System.nanoTime() < end; turn += clients) {
            long sent = System.nanoTime();
            int status = send(target, bodies.get(turn % bodies.size()));
            result.record(status, System.nanoTime() - sent);
          }
        });
  }

  /**
   * Sends {@code perSecond} requests a second whatever the answers do, from at most {@code clients}
   * threads. Latency counts from when a request was due, so a stall is not forgiven.
   */
  LoadResult openLoop(
      URI target, List<byte[]> bodies, double perSecond, int clients, Duration duration) {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    double nanosBetween = 1e9 / perSecond;
    AtomicLong next = new AtomicLong();
    return run(
        clients,
        start,
        (sender, result) -> {
          while (true) {
            long turn = next.getAndIncrement();
            long due = start + (long) (turn * nanosBetween);
            if (due >= end) {
              return;
            }
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
              LockSupport.parkNanos(due - now);
            }
            int status = send(target, bodies.get((int) (turn % bodies.size())));
            result.record(status, System.nanoTime() - due);
          }
        });
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Virtual threads, as the client runs on the service's cores and must leave them to it. */
  private LoadResult run(int clients, long start, Sender sender) {
    long cpuBefore = cpuNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Tally>> tasks =
          IntStream.range(0, clients)
              .mapToObj(index ->
                  (Callable<Tally>)
                      () -> {
                        Tally tally = new Tally();
                        sender.send(index, tally);
                        return tally;
                      })
              .toList();
      Tally all = new Tally();
      for (Future<Tally> future : threads.invokeAll(tasks)) {
        all.add(future.get());
      }
      return all.result(System.nanoTime() - start, cpuNanos() - cpuBefore);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed while measuring", e.getCause());
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private int send(URI target, byte[] body) throws IOException {
    HttpPost request = new HttpPost(target);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
    return client.execute(
        request,
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }

  @FunctionalInterface
  private interface Sender {
    void send(int index, Tally tally) throws IOException;
  }

  /** What one thread saw. */
  private static final class Tally {
    private final Histogram answered = new Histogram(3);
    private long refused;
    private long failed;

    void record(int status, long nanos) {
      switch (status) {
        case 200 -> answered.recordValue(nanos / 1_000);
        case 503 -> refused++;
        default -> failed++;
      }
    }

    void add(Tally other) {
      answered.add(other.answered);
      refused += other.refused;
      failed += other.failed;
    }

    LoadResult result(long nanos, long cpuNanos) {
      return new LoadResult(
          answered.getTotalCount() / (nanos / 1e9),
          answered.getValueAtPercentile(50) / 1e3,
          answered.getValueAtPercentile(99) / 1e3,
          answered.getTotalCount(),
          refused,
          failed,
          (double) cpuNanos / nanos / Runtime.getRuntime().availableProcessors());
    }
  }
}

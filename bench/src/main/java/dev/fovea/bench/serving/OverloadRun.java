package dev.fovea.bench.serving;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Four times the peak for a minute: what is still answered, how late, and what it does to memory.
 */
final class OverloadRun {

  private static final int CLIENTS = 1024;
  private static final double TIMES_PEAK = 4;

  /** Requests that the service holds by its defaults: 256 in the queue, two batches of 32. */
  private static final int HELD = 256 + 2 * 32;

  private final Path root;
  private final BenchStore store;
  private final Duration duration;
  private final List<byte[]> pictures = DrawnPictures.photographs(64);
  private final List<byte[]> digits = DrawnPictures.digits(64);

  OverloadRun(Path root, BenchStore store, Duration duration) {
    this.root = root;
    this.store = store;
    this.duration = duration;
  }

  void measure(ServingFigures figures) {
    String model = BenchStore.ALEXNET_FLOAT;
    try (var service =
            ServiceProcess.start(
                root, store.folderOf(BenchStore.LENET5, model), store.scratch(), List.of());
        var load = new Load(CLIENTS)) {
      URI classify = service.at("/v1/models/" + model + "/classify");
      // Thousands of requests compile the way through the server; AlexNet alone would take minutes.
      load.warmUp(service.at(AlexNetRun.LENET5_CLASSIFY), digits, 32, Duration.ofSeconds(3));
      load.closedLoop(classify, pictures, 32, Duration.ofSeconds(10));
      LoadResult peak = load.closedLoop(classify, pictures, 32, Duration.ofSeconds(15));
      double rate = TIMES_PEAK * peak.perSecond();
      // To refuse is another way through the server, and compiled only once it is gone often.
      load.openLoop(classify, pictures, rate, CLIENTS, duration.dividedBy(2));
      long residentBefore = service.residentBytes();
      LoadResult overload = load.openLoop(classify, pictures, rate, CLIENTS, duration);
      figures.add("overload_of_peak", overload.perSecond() / peak.perSecond());
      figures.add("overload_peak_per_second", peak.perSecond());
      figures.add("overload_accepted_p99_millis", overload.p99Millis());
      figures.add("overload_queue_bound_millis", 1e3 * HELD / peak.perSecond());
      figures.add("overload_client_share", overload.clientShare());
      figures.add("overload_peak_client_share", peak.clientShare());
      figures.add("overload_refused", (double) overload.refused());
      figures.add("overload_failed", (double) overload.failed());
      figures.add("overload_resident_growth_mb", (service.residentBytes() - residentBefore) / 1e6);
    }
  }
}

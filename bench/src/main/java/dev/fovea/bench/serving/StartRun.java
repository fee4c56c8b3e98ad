package dev.fovea.bench.serving;

import java.nio.file.Path;
import java.util.List;

/** Start to ready, and resident memory, with LeNet-5 and AlexNet int8 in the store. */
final class StartRun {

  private final Path root;
  private final BenchStore store;
  private final int starts;

  StartRun(Path root, BenchStore store, int starts) {
    this.root = root;
    this.store = store;
    this.starts = starts;
  }

  void measure(ServingFigures figures) {
    double[] seconds = new double[starts];
    double[] megabytes = new double[starts];
    Path models = store.folderOf(BenchStore.LENET5, BenchStore.ALEXNET_INT8);
    for (int start = 0; start < starts; start++) {
      try (var service = ServiceProcess.start(root, models, store.scratch(), List.of())) {
        seconds[start] = service.readyAfter().toNanos() / 1e9;
        megabytes[start] = service.residentBytes() / 1e6;
      }
    }
    figures.add("ready_seconds", Medians.of(seconds));
    figures.add("resident_mb", Medians.of(megabytes));
    figures.add(
        "model_mb",
        (store.graphBytes(BenchStore.LENET5) + store.graphBytes(BenchStore.ALEXNET_INT8)) / 1e6);
  }
}

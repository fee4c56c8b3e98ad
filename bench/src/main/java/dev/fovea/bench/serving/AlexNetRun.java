package dev.fovea.bench.serving;

import dev.fovea.modelstore.ModelVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** AlexNet in float32 and int8: the service beside ONNX Runtime without a server. */
final class AlexNetRun {

  private static final int[] BATCHES = {8, 16, 32};
  private static final int[] CLIENTS = {1, 8, 32};
  private static final double STEADY_SHARE = 0.7;
  static final String LENET5_CLASSIFY = "/v1/models/" + BenchStore.LENET5 + "/classify";

  private final Path root;
  private final BenchStore store;
  private final Stretch stretch;
  private final List<byte[]> pictures = DrawnPictures.photographs(64);
  private final List<byte[]> digits = DrawnPictures.digits(64);

  AlexNetRun(Path root, BenchStore store, Stretch stretch) {
    this.root = root;
    this.store = store;
    this.stretch = stretch;
  }

  void measureFloat(ServingFigures figures) throws Exception {
    measure(BenchStore.ALEXNET_FLOAT, "alexnet_fp32", figures);
  }

  void measureInt8(ServingFigures figures) throws Exception {
    measure(BenchStore.ALEXNET_INT8, "alexnet_int8", figures);
  }

  private void measure(String model, String name, ServingFigures figures) throws Exception {
    ModelVersion version = store.version(model);
    try (var reference = new Reference(version);
        var service =
            ServiceProcess.start(
                root, store.folderOf(BenchStore.LENET5, model), store.scratch(), List.of());
        var load = new Load(64)) {
      URI classify = service.at("/v1/models/" + model + "/classify");
      Duration duration = stretch.duration();
      // Thousands of requests compile the way through the server; AlexNet alone would take minutes.
      load.warmUp(service.at(LENET5_CLASSIFY), digits, 32, duration);
      load.warmUp(classify, pictures, 32, duration);
      reference.decodedRunsPerSecond(pictures, BATCHES[0], duration);
      int best = bestBatch(reference);
      int rounds = stretch.rounds();
      double[] alone = new double[rounds];
      double[] limit = new double[rounds];
      double[] ofLimit = new double[rounds];
      double[][] served = new double[CLIENTS.length][rounds];
      double[] overFloor = new double[rounds];
      double[] clientShare = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        alone[round] = reference.runsPerSecond(best, duration);
        limit[round] = reference.decodedRunsPerSecond(pictures, best, duration);
        double floor = reference.singleMedianMillis(pictures, 60);
        for (int index = 0; index < CLIENTS.length; index++) {
          LoadResult result = load.closedLoop(classify, pictures, CLIENTS[index], duration);
          served[index][round] = result.perSecond();
          clientShare[round] = result.clientShare();
          if (CLIENTS[index] == 1) {
            overFloor[round] = result.medianMillis() / floor;
          }
        }
        ofLimit[round] = served[CLIENTS.length - 1][round] / limit[round];
      }
      figures.add(name + "_of_limit", Medians.of(ofLimit));
      figures.add(name + "_client_share", Medians.of(clientShare));
      figures.add(name + "_best_batch", best);
      figures.add(name + "_runs_per_second", Medians.of(alone));
      figures.add(name + "_limit_per_second", Medians.of(limit));
      for (int index = 0; index < CLIENTS.length; index++) {
        figures.add(name + "_" + CLIENTS[index] + "_clients_per_second", Medians.of(served[index]));
      }
      boolean serving = name.equals("alexnet_int8");
      figures.add(
          serving ? "single_client_over_floor" : name + "_single_client_over_floor",
          Medians.of(overFloor));
      double peak = Medians.of(served[CLIENTS.length - 1]);
      LoadResult steady =
          load.openLoop(classify, pictures, STEADY_SHARE * peak, 64, duration.multipliedBy(3));
      figures.add(
          name + "_p99_over_median_at_70_percent", steady.p99Millis() / steady.medianMillis());
    }
  }

  private int bestBatch(Reference reference) throws Exception {
    int best = BATCHES[0];
    double most = 0;
    for (int batch : BATCHES) {
      double rate = reference.decodedRunsPerSecond(pictures, batch, stretch.duration());
      if (rate > most) {
        most = rate;
        best = batch;
      }
    }
    return best;
  }
}

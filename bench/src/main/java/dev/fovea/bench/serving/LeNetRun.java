package dev.fovea.bench.serving;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** LeNet-5, where the server costs more than the network: beside an endpoint that does nothing. */
final class LeNetRun {

  private static final int CLIENTS = 32;

  private final Path root;
  private final BenchStore store;
  private final Stretch stretch;
  private final List<byte[]> digits = DrawnPictures.digits(64);

  LeNetRun(Path root, BenchStore store, Stretch stretch) {
    this.root = root;
    this.store = store;
    this.stretch = stretch;
  }

  void measure(ServingFigures figures) {
    try (var service =
            ServiceProcess.start(
                root,
                store.folderOf(BenchStore.LENET5),
                store.scratch(),
                List.of("--fovea.ops.discard=true"));
        var load = new Load(CLIENTS)) {
      URI classify = service.at("/v1/models/" + BenchStore.LENET5 + "/classify");
      URI discard = service.at("/ops/discard");
      Duration duration = stretch.duration();
      load.warmUp(classify, digits, CLIENTS, duration);
      load.warmUp(discard, digits, CLIENTS, duration);
      load.warmUp(classify, digits, CLIENTS, duration);
      int rounds = stretch.rounds();
      double[] answered = new double[rounds];
      double[] discarded = new double[rounds];
      double[] ratio = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        answered[round] = load.closedLoop(classify, digits, CLIENTS, duration).perSecond();
        discarded[round] = load.closedLoop(discard, digits, CLIENTS, duration).perSecond();
        ratio[round] = answered[round] / discarded[round];
      }
      figures.add("lenet5_of_noop", Medians.of(ratio));
      figures.add("lenet5_per_second", Medians.of(answered));
      figures.add("noop_per_second", Medians.of(discarded));
    }
  }
}

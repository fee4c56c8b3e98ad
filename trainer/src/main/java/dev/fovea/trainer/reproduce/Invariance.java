package dev.fovea.trainer.reproduce;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.report.InvarianceCurves;
import dev.fovea.trainer.report.InvarianceCurves.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** LeNet-5 under rotation, scale, shift and noise: LeCun et al. 1998, section III.E. */
final class Invariance implements Experiment {

  @Override
  public List<Row> run(Bench bench) throws IOException, InterruptedException {
    Optional<Path> folder = bench.folder("mnist");
    String command = "./fovea report lenet5 --data DATA/mnist";
    if (folder.isEmpty()) {
      return List.of(
          new Row(
              "LeNet-5 under noise and rotation",
              "recognised to ±30°, scale 2, 10 % of pixels inverted",
              "not run: no mnist/",
              command,
              Row.NONE,
              Row.NONE));
    }
    Splits splits = bench.open(folder.get(), Networks.named("lenet5", NetworkOptions.NONE));
    String digest = bench.digest(folder.get());
    try {
      ModelStore store = new ModelStore(bench.models());
      ModelVersion version = store.read("lenet5", store.versions("lenet5").getLast());
      try (GraphSession session = new GraphSession(version.graph(), 1)) {
        InvarianceCurves curves =
            InvarianceCurves.measure(session, splits.testing(), bench.quick() ? 300 : 2_000);
        return List.of(
            row(curves, Change.ROTATION, 30, "rotated by 30°", command, digest),
            row(curves, Change.SCALE, 1.4, "enlarged 1.4 times", command, digest),
            row(curves, Change.NOISE, 0.1, "10 % of pixels inverted", command, digest));
      }
    } catch (ModelStoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Row row(
      InvarianceCurves curves,
      Change change,
      double amount,
      String words,
      String command,
      String digest) {
    double accuracy = curves.accuracy(change, amount);
    return new Row(
        "LeNet-5 accuracy, digits " + words,
        "“recognised” (no figure)",
        String.format(Locale.ROOT, "%.1f %%", 100 * accuracy),
        command,
        "1",
        digest);
  }
}

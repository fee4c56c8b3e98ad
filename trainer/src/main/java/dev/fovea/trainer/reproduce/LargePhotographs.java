package dev.fovea.trainer.reproduce;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.Evaluation;
import dev.fovea.trainer.onnx.GraphSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** AlexNet on photographs: the stored model on Imagenette, and what ImageNet would take. */
final class LargePhotographs implements Experiment {

  private static final int BATCH = 16;

  @Override
  public List<Row> run(Bench bench) throws IOException {
    return List.of(
        imagenette(bench, Crops.CENTER),
        imagenette(bench, Crops.TEN),
        new Row(
            "ImageNet 2010 error, top-1 / top-5",
            "37.5 % / 17.0 %",
            "not run: needs ImageNet and a GPU",
            "./fovea train alexnet --data IMAGENET --device cuda",
            "2012",
            Row.NONE));
  }

  private static Row imagenette(Bench bench, Crops crops) throws IOException {
    Optional<Path> folder = bench.folder("imagenette");
    String command = "./fovea evaluate alexnet --data DATA/imagenette/val --crops " + crops.count();
    String what =
        "AlexNet from scratch on Imagenette, accuracy, %d crop(s)".formatted(crops.count());
    if (bench.quick() || folder.isEmpty()) {
      String why = bench.quick() ? "not in a quick run" : "not run: no imagenette/";
      return new Row(what, Row.NONE, why, command, Row.NONE, Row.NONE);
    }
    return new Row(
        what,
        Row.NONE,
        accuracy(bench, folder.get(), crops),
        command,
        "1",
        bench.digest(folder.get()));
  }

  private static String accuracy(Bench bench, Path folder, Crops crops) throws IOException {
    try {
      ModelStore store = new ModelStore(bench.models());
      if (!store.models().contains("alexnet")) {
        return "not run: the store holds no alexnet";
      }
      ModelVersion version = store.read("alexnet", store.versions("alexnet").getLast());
      ImageContract contract = version.manifest().image().orElseThrow();
      int threads = Runtime.getRuntime().availableProcessors();
      try (GraphSession session = new GraphSession(version.graph(), threads)) {
        double top1 =
            new Evaluation(contract, version.labels(), crops, BATCH)
                .run(session, "alexnet", 1, DataSet.testPictures(folder), _ -> {})
                .top1();
        return "%.2f %%".formatted(100 * top1);
      }
    } catch (ModelStoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}

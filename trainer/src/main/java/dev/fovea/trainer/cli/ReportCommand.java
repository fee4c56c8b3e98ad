package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.report.ModelReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws what a model of the store does on labelled pictures. */
@Command(
    name = "report",
    description =
        "Draws neighbours, wrong answers and, for digits, invariance curves of a stored model.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data set.")
  private Path data = Path.of(".");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for index.html and its pictures; they show test pictures.")
  private Path out = Path.of(".");

  @Override
  public Integer call() throws IOException, ModelStoreException {
    ModelVersion version = model.read();
    ImageContract contract =
        version
            .manifest()
            .image()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    version.manifest().name() + " does not take pictures"));
    TestPictures pictures = DataSet.testPictures(data);
    Files.createDirectories(out);
    int threads = Runtime.getRuntime().availableProcessors();
    try (GraphSession session = new GraphSession(version.graph(), threads)) {
      Map<String, byte[]> files =
          new ModelReport(version, contract, session)
              .files(DataSet.brought(pictures, contract.preprocessing()), pictures);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(out.resolve(file.getKey()), file.getValue());
      }
    }
    System.out.println("wrote " + out.resolve("index.html"));
    return 0;
  }
}

package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.PictureRun;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.onnx.GraphSession;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the feature vectors of a folder of pictures to a file. */
@Command(
    name = "features",
    description = {
      "Writes the feature vectors of pictures to a CSV file.",
      "The first line names the columns: picture, class, then f0, f1, … for each element of the"
          + " features. Each picture that can be read follows in a line of its own: its path, its"
          + " class, and the numbers, as float32 in decimals. Texts stand in double quotes, and a"
          + " quote inside is doubled."
    },
    mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {

  private static final int BATCH = 32;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "IDX archives, CIFAR-10 batches, a folder with val/ or test/, or <class>/*.")
  private Path data = Path.of(".");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
  private Path out = Path.of(".");

  @Override
  public Integer call() throws IOException, ModelStoreException {
    ModelVersion version = model.read();
    String name = version.manifest().name();
    ImageContract contract =
        version
            .manifest()
            .image()
            .orElseThrow(() -> new IllegalArgumentException(name + " does not take pictures"));
    String output =
        contract
            .features()
            .orElseThrow(() -> new IllegalArgumentException(name + " gives no features"));
    TestPictures pictures = DataSet.testPictures(data);
    int threads = Runtime.getRuntime().availableProcessors();
    try (GraphSession session = new GraphSession(version.graph(), threads);
        BufferedWriter file = Files.newBufferedWriter(out);
        ProgressBar bar = Terminal.bar("features", pictures.size())) {
      file.write(header(version, output));
      new PictureRun(contract, Crops.CENTER, BATCH)
          .run(
              session,
              pictures,
              IntStream.range(0, pictures.size()).boxed().toList(),
              new Rows(pictures, output, file, bar));
    }
    System.out.println("wrote " + out);
    return 0;
  }

  private static String header(ModelVersion version, String output) {
    long length =
        version.manifest().outputs().stream()
            .filter(tensor -> tensor.name().equals(output))
            .mapToLong(tensor -> tensor.shape().getLast())
            .findFirst()
            .orElseThrow();
    return LongStream.range(0, length)
        .mapToObj(element -> ",f" + element)
        .collect(Collectors.joining("", "picture,class", "\n"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Writes a row a picture as the answers come. */
  private record Rows(TestPictures pictures, String output, BufferedWriter file, ProgressBar bar)
      implements PictureRun.Listener {

    @Override
    public void answered(List<Integer> answered, GraphSession.Outputs outputs) {
      float[] rows = outputs.of(output);
      int length = rows.length / answered.size();
      for (int row = 0; row < answered.size(); row++) {
        write(answered.get(row), rows, row * length, length);
      }
      bar.stepBy(answered.size());
    }

    private void write(int picture, float[] rows, int from, int length) {
      StringBuilder line = new StringBuilder();
      line.append(quoted(pictures.name(picture))).append(',');
      line.append(quoted(pictures.classes().get(pictures.label(picture))));
      for (int at = from; at < from + length; at++) {
        line.append(',').append(rows[at]);
      }
      try {
        file.write(line.append('\n').toString());
      } catch (IOException e) {
        throw new UncheckedIOException("the features could not be written: " + e.getMessage(), e);
      }
    }

    @Override
    public void unreadable(int picture, String reason) {
      System.err.println("unreadable: " + pictures.name(picture) + ": " + reason);
    }
  }
}

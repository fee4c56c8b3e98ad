package dev.fovea.release;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart as {@code helm install} takes it: one archive that carries the release's version. */
final class ChartPackage {

  private ChartPackage() {}

  /** Writes {@code fovea-VERSION.tgz}, which installs the image of the same version. */
  static void write(Path chart, String version, Path folder) throws IOException {
    Path copy = copy(chart);
    Path description = copy.resolve("Chart.yaml");
    String text = Files.readString(description);
    Files.writeString(
        description, text.replaceAll("(?m)^(version|appVersion): .*", "$1: \"" + version + "\""));
    new Helm(copy).packageIt().withDestination(folder).call();
  }

  private static Path copy(Path chart) throws IOException {
    Path copy = Files.createTempDirectory("chart").resolve("fovea");
    for (Path file : files(chart)) {
      Path target = copy.resolve(chart.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    return copy;
  }

  private static List<Path> files(Path chart) throws IOException {
    try (Stream<Path> files = Files.walk(chart)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

package dev.fovea.e2e.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The project's chart, rendered as {@code helm template} does.
 *
 * <p>helm-java leaves hooks out of what it renders: so that they are looked at like everything
 * else, they are rendered with their annotations renamed from {@code helm.sh/hook} to {@code hook}.
 */
public final class Chart {

  static final Path FOLDER = Repository.path("helm/fovea");
  private static final Path VALUES = Repository.path("e2e/src/test/resources/chart/values");

  private static final Path RENDERED = withoutHooks();

  private Chart() {}

  /** Renders with {@code values/NAME.yaml} of the test resources over the defaults. */
  public static Manifests render(String name) {
    return Manifests.parse(
        template(RENDERED).withValuesFile(VALUES.resolve(name + ".yaml")).call());
  }

  /** Renders with single values over the defaults, keys written as for {@code --set}. */
  public static Manifests render(Map<String, String> values) {
    TemplateCommand template = template(RENDERED);
    values.forEach(template::set);
    return Manifests.parse(template.call());
  }

  /** Renders the defaults as a release of another name. */
  static Manifests renderAs(String release) {
    return Manifests.parse(template(RENDERED).withName(release).call());
  }

  /** Renders as {@link #render(String)} would if the chart and the service were version 99.0.0. */
  static Manifests renderNextVersion(String name) {
    try {
      Path copy = Files.createTempDirectory("chart");
      copyFolder(RENDERED, copy);
      Path description = copy.resolve("Chart.yaml");
      Files.writeString(
          description,
          Files.readString(description)
              .replaceAll("(?m)^(version|appVersion): .*", "$1: \"99.0.0\""));
      return Manifests.parse(template(copy).withValuesFile(VALUES.resolve(name + ".yaml")).call());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path withoutHooks() {
    try {
      Path copy = Files.createTempDirectory("chart");
      copyFolder(FOLDER, copy);
      for (String hook : List.of("templates/keys.yaml", "templates/tests/classify.yaml")) {
        Path file = copy.resolve(hook);
        Files.writeString(file, Files.readString(file).replace("helm.sh/hook", "hook"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static TemplateCommand template(Path folder) {
    return new Helm(folder)
        .template()
        .withName("shop")
        .withNamespace("vision")
        .withKubeVersion("1.35.0");
  }
}

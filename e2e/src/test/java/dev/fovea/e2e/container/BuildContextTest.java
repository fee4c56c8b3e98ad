package dev.fovea.e2e.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docker build} is sent, where it makes the jar by itself. */
final class BuildContextTest {

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
  private static final Pattern NEIGHBOR = Pattern.compile("/\\.\\./(.+)</directory>");

  @Test
  void hasThePomOfEveryModule() throws IOException {
    assertThat(found(MODULE, "pom.xml"))
        .isNotEmpty()
        .allSatisfy(module ->
            assertThat(sent()).containsAnyElementsOf(List.of(module, module + "/pom.xml")));
  }

  @Test
  void hasWhatTheServiceTakesFromOutsideItsFolder() throws IOException {
    assertThat(found(NEIGHBOR, "service/pom.xml"))
        .isNotEmpty()
        .allSatisfy(folder -> assertThat(sent()).anyMatch(path -> path.startsWith(folder + "/")));
  }

  private static List<String> sent() throws IOException {
    return Files.readAllLines(Repository.path(".dockerignore")).stream()
        .filter(line -> line.startsWith("!"))
        .map(line -> line.substring(1))
        .toList();
  }

  private static List<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(Repository.path(file)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}

package dev.fovea.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageFilesTest {

  private static final Path ROOT = Path.of("src/main/resources/static");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import\\() ?'(\\.[^']+)'");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]+\\.\\w+)\"");
  private static final long MOST_BYTES = 200_000;

  @Test
  void importsOnlyFilesThatAreThere() throws IOException {
    for (Path script : files(".js")) {
      for (String target : found(IMPORT, script)) {
        assertThat(script.resolveSibling(target).normalize()).as(script.toString()).exists();
      }
    }
  }

  @Test
  void linksOnlyToFilesThatAreThere() throws IOException {
    for (Path page : files(".html")) {
      for (String target : found(LINK, page)) {
        boolean served = target.startsWith("/openapi.") || Files.exists(Path.of(ROOT + target));
        assertThat(served).as("%s in %s", target, page).isTrue();
      }
    }
  }

  @Test
  void writesNoScriptAndNoStyleInline() throws IOException {
    for (Path page : files(".html")) {
      assertThat(Files.readString(page))
          .doesNotContain("<style", "style=\"", "javascript:")
          .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
          .doesNotContainPattern("\\son\\w+=\"");
    }
  }

  @Test
  void refersToNoOtherHost() throws IOException {
    for (String ending : List.of(".html", ".js", ".css")) {
      for (Path file : files(ending)) {
        assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
            .as(file.toString())
            .doesNotContainPattern("(src|href|url\\(|fetch\\()[^\\n]{0,12}https?://");
      }
    }
  }

  @Test
  void staysSmall() throws IOException {
    long all = 0;
    for (Path file : files("")) {
      all += Files.size(file);
    }
    assertThat(all).isLessThan(MOST_BYTES);
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(file));
    return matcher.results().map(PageFilesTest::target).toList();
  }

  private static String target(MatchResult match) {
    return match.group(1);
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      List<Path> found =
          all.filter(Files::isRegularFile)
              .filter(file -> file.toString().endsWith(ending))
              .toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }
}

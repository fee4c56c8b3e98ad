package dev.fovea.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReferencePageIT {

  @RegisterExtension static final ServedPage SERVED = new ServedPage();

  @TempDir Path folder;

  @Test
  void showsEveryOperationOfTheContract() {
    Page page = SERVED.open("/docs");

    assertThat(page.locator(".operation")).hasCount(SERVED.operations());
    Chromium.keep(page, "docs");
    assertThat(SERVED.complaints()).isEmpty();
  }

  @Test
  void sendsARealRequestAndShowsItsAnswer() {
    Page page = SERVED.open("/docs");
    Locator operation = operation(page, "classify");

    operation.getByText("Try it").click();
    operation.locator("input[type=file]").setInputFiles(Drawings.seven(folder));
    operation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send")).click();

    assertThat(operation.locator(".answer pre")).containsText("\"label\": \"7\"");
  }

  @Test
  void triesAnOperationByKeysAlone() {
    Page page = SERVED.open("/docs");
    assertThat(operation(page, "listModels")).isVisible();
    Keys keys = new Keys(page);

    keys.tabTo("a[href='#listModels']");
    keys.press("Enter", 1);
    keys.tabTo("#listModels > details > summary");
    keys.press("Enter", 1);
    keys.tabTo("#listModels button.primary");
    keys.press("Enter", 1);

    assertThat(operation(page, "listModels").locator(".answer pre")).containsText("lenet5");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void showsSnippetsThatRunAsTheyStand(Language language) throws Exception {
    assumeTrue(language.isInstalled(), "this machine has no " + language.runner);
    Path picture = Drawings.seven(folder);
    Files.move(picture, folder.resolve("digit.png"));
    Page page = SERVED.open("/docs");
    Locator operation = operation(page, "classify");

    operation
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(language.title()))
        .click();
    String snippet = operation.locator(".snippet pre").textContent();

    assertThat(language.run(snippet, folder)).contains("\"label\":\"7\"");
  }

  private static Locator operation(Page page, String id) {
    return page.locator("#" + id);
  }

  /** The languages of the snippets, and what runs them. */
  enum Language {
    CURL("curl", "snippet.sh", "bash"),
    JAVA("Java", "Snippet.java", javaCommand()),
    PYTHON("Python", "snippet.py", "python3");

    private final String title;
    private final String file;
    private final String runner;

    Language(String title, String file, String runner) {
      this.title = title;
      this.file = file;
      this.runner = runner;
    }

    String title() {
      return title;
    }

    /** Returns whether this machine has what runs the language. */
    boolean isInstalled() {
      return Stream.of(System.getenv("PATH").split(":", -1))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(runner)));
    }

    /** Runs a snippet in a folder and returns all it printed. */
    String run(String snippet, Path folder) throws Exception {
      Path source = Files.writeString(folder.resolve(file), snippet);
      Process process =
          new ProcessBuilder(runner, source.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
      return printed;
    }

    private static String javaCommand() {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
  }
}

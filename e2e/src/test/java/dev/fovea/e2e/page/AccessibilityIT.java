package dev.fovea.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessibilityIT {

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  @RegisterExtension static final ServedPage SERVED = new ServedPage();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "/#/classify, classify-title, LIGHT",
    "/#/classify, classify-title, DARK",
    "/#/similar, similar-title, LIGHT",
    "/#/similar, similar-title, DARK",
    "/#/models, models-title, LIGHT",
    "/#/models, models-title, DARK",
    "/docs, operations, LIGHT",
    "/docs, operations, DARK",
  })
  void hasNoSeriousViolation(String path, String landmark, ColorScheme scheme) {
    Page page = SERVED.open(path, 1280, 860, scheme);
    assertThat(page.locator("#" + landmark)).isVisible();
    page.waitForLoadState(LoadState.NETWORKIDLE);

    assertThat(serious(page)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK"})
  void hasNoSeriousViolationInAnAnswer(ColorScheme scheme) {
    Page page = SERVED.open("/", 1280, 860, scheme);
    page.setInputFiles("#classify-drop input", Drawings.seven(folder));
    assertThat(page.locator(".verdict")).isVisible();

    assertThat(serious(page)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/#/classify", "/#/similar", "/#/models", "/docs"})
  void fitsAPhone(String path) {
    Page page = SERVED.open(path, 360, 740, ColorScheme.LIGHT);
    page.waitForLoadState(LoadState.NETWORKIDLE);

    int width = (Integer) page.evaluate("() => document.documentElement.scrollWidth");

    assertThat(width).isLessThanOrEqualTo(360);
    Chromium.keep(page, "phone" + path.replaceAll("\\W+", "-"));
  }

  private static List<String> serious(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(AccessibilityIT::told)
            .toList();
  }

  private static String told(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getNodes().stream()
            .map(node -> node.getHtml() + " " + node.getFailureSummary())
            .toList();
  }
}

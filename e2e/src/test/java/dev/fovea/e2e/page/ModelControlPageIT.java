package dev.fovea.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buttons that change what is served, on a service that lets its clients do so. */
final class ModelControlPageIT {

  @TempDir static Path folder;

  private static FoveaProcess fovea;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    fovea =
        FoveaProcess.start(
            folder,
            Repository.path("model-store/models"),
            "--fovea.repository.enabled=true",
            "--fovea.models.versions=all");
    chromium = Chromium.start("http://127.0.0.1:" + fovea.port());
  }

  @AfterAll
  static void stop() {
    chromium.close();
    fovea.close();
  }

  @Test
  void promotesAVersionAndRollsBackToTheOneBefore() {
    Page page = chromium.open("/#/models");

    press(page, 1, "Promote");
    assertThat(chips(page, 1)).containsText("stable");
    press(page, 2, "Promote");
    assertThat(chips(page, 2)).containsText("stable");
    assertThat(chips(page, 1)).not().containsText("stable");
    Chromium.keep(page, "models-promoted");
    press(page, 2, "Roll back");

    assertThat(chips(page, 1)).containsText("stable");
    assertThat(chips(page, 2)).not().containsText("stable");
  }

  @Test
  void unloadsAModelAndLoadsItAgain() {
    Page page = chromium.open("/#/models");

    press(page, 2, "Unload");
    assertThat(chips(page, 2)).containsText("unavailable");
    assertThat(card(page, 1).getByText("It does not answer: unloaded")).isVisible();
    press(page, 2, "Load");

    assertThat(chips(page, 1)).containsText("ready");
    assertThat(chips(page, 2)).containsText("ready");
    assertThat(card(page, 2).getByRole(AriaRole.BUTTON).first()).isFocused();
  }

  private static void press(Page page, int version, String button) {
    card(page, version).getByText(button, new Locator.GetByTextOptions().setExact(true)).click();
  }

  private static Locator chips(Page page, int version) {
    return card(page, version).locator(".chips");
  }

  private static Locator card(Page page, int version) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("lenet5, version " + version));
  }
}

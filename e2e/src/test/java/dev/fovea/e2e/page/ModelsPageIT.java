package dev.fovea.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ModelsPageIT {

  @RegisterExtension static final ServedPage SERVED = new ServedPage();

  @TempDir Path folder;

  @Test
  void showsWhatWasMeasuredAndOnWhatItRuns() {
    Page page = SERVED.open("/#/models");

    Locator card = card(page);
    assertThat(card.locator(".chips")).containsText("ready");
    assertThat(card.locator(".chips")).containsText("on cpu");
    assertThat(card.locator(".figures")).containsText("Top-1 accuracy");
    assertThat(card.locator(".figures")).containsText(Pattern.compile("9[89]\\.\\d\\d%"));
  }

  @Test
  void opensTheLayersAndShowsTheFilters() {
    Page page = SERVED.open("/#/models");
    Locator card = card(page);

    assertThat(card.getByAltText("First-layer filters")).isVisible();
    card.getByText("Layers").click();
    assertThat(card.locator("tfoot")).containsText("60,000");
    Chromium.keep(page, "models");
  }

  @Test
  void countsTheTrafficOfNow() {
    Page page = SERVED.open("/#/models");
    assertThat(card(page).locator("[data-reading=rate]")).containsText(Pattern.compile("\\d"));

    SERVED.classify(Drawings.seven(folder), 100);

    assertThat(card(page).locator("[data-reading=rate]"))
        .containsText(Pattern.compile("[1-9]\\d*\\.\\d images/s"));
  }

  @Test
  void offersNoChangesWhereClientsMayMakeNone() {
    Page page = SERVED.open("/#/models");

    assertThat(card(page).locator(".chips")).containsText("ready");
    assertThat(card(page).getByRole(AriaRole.BUTTON)).hasCount(0);
  }

  private static Locator card(Page page) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile("lenet5, version")));
  }
}

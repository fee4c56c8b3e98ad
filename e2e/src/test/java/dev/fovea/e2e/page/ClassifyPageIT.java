package dev.fovea.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ClassifyPageIT {

  @RegisterExtension static final ServedPage SERVED = new ServedPage();

  @TempDir Path folder;

  @Test
  void readsTheLabelOfADroppedPicture() {
    Page page = openWithDigitReader();

    page.setInputFiles("#classify-drop input", Drawings.seven(folder));

    assertThat(verdict(page)).hasText("7");
    assertThat(page.locator(".result .bars li")).hasCount(5);
    assertThat(page.locator(".result .waterfall li")).hasCount(5);
    assertThat(page.locator(".result .seen img")).hasJSProperty("naturalWidth", 32);
    Chromium.keep(page, "classify");
  }

  @Test
  void answersASevenDrawnWithThePointer() {
    Page page = SERVED.open("/");
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Draw")).click();

    draw(page);

    assertThat(verdict(page)).hasText("7");
    Chromium.keep(page, "draw");
  }

  @Test
  void answersASevenDrawnWithTheKeysAlone() {
    Page page = SERVED.open("/");
    Keys keys = new Keys(page);

    keys.tabTo("#tab-picture");
    keys.press("ArrowRight", 1);
    keys.tabTo("#board");
    keys.press("ArrowLeft", 5);
    keys.press(" ", 1);
    keys.press("ArrowRight", 8);
    for (int i = 0; i < 5; i++) {
      keys.press("ArrowDown", 2);
      keys.press("ArrowLeft", 1);
    }
    keys.press(" ", 1);

    assertThat(verdict(page)).hasText("7");
  }

  @Test
  void showsTheServicesOwnSentenceForWhatIsNoPicture() throws Exception {
    Page page = openWithDigitReader();
    Path text = Files.writeString(folder.resolve("notes.png"), "text, whatever its name says");

    page.setInputFiles("#classify-drop input", text);

    String sentence = SERVED.detailOf("/v1/models/lenet5/classify", Files.readAllBytes(text));
    assertThat(page.getByRole(AriaRole.ALERT)).hasText(sentence);
    Chromium.keep(page, "classify-error");
  }

  @Test
  void answersEveryPictureOfManyAndFailsOnlyTheBadOne() throws Exception {
    Page page = openWithDigitReader();
    Path good = Drawings.seven(folder);
    Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");

    page.setInputFiles("#classify-drop input", new Path[] {good, bad, good});

    assertThat(page.locator(".result .verdict h2")).hasText(new String[] {"7", "7"});
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(1);
  }

  @Test
  void saysWhatToDoWhileThereIsNothingToShow() {
    Page page = SERVED.open("/");

    assertThat(page.locator("#classify-results .empty")).containsText("Drop a picture");
    assertThat(SERVED.complaints()).isEmpty();
  }

  private static Page openWithDigitReader() {
    Page page = SERVED.open("/");
    Locator reader = page.locator("#classify-model option[value^='lenet5/']").first();
    page.selectOption("#classify-model", reader.getAttribute("value"));
    return page;
  }

  private static Locator verdict(Page page) {
    return page.locator(".result .verdict h2");
  }

  private static void draw(Page page) {
    BoundingBox board = page.locator("#board").boundingBox();
    boolean down = false;
    for (double[] corner : Drawings.seven()) {
      page.mouse()
          .move(
              board.x + corner[0] * board.width,
              board.y + corner[1] * board.height,
              new Mouse.MoveOptions().setSteps(8));
      if (!down) {
        page.mouse().down();
        down = true;
      }
    }
    page.mouse().up();
  }
}

package dev.fovea.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.fovea.e2e.page.Drawings.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class SimilarPageIT {

  private static final AtomicInteger COLLECTIONS = new AtomicInteger();
  private static final int EACH = 8;
  private static final int ALL = EACH * Kind.values().length + 1;

  @RegisterExtension static final ServedPage SERVED = new ServedPage();

  @TempDir Path folder;

  private Path shapes;
  private String collection;

  @BeforeEach
  void draw() {
    shapes = Drawings.shapes(folder.resolve("shapes"), EACH);
    collection = "shapes-" + COLLECTIONS.incrementAndGet();
  }

  @Test
  void indexesAFolderWhileTheBarMoves() {
    Page page = SERVED.open("/#/similar");
    slowUploads(page);

    add(page, shapes);
    page.waitForFunction(
        "() => { const bar = document.querySelector('#ingest-bar');"
            + " return bar.checkVisibility() && bar.value > 0 && bar.value < bar.max; }");
    Chromium.keep(page, "similar-progress");

    assertThat(outcome(page)).containsText(ALL + " pictures indexed");
    assertThat(page.locator("#ingest-progress")).isHidden();
    assertThat(page.locator("#collection-facts")).containsText(ALL + " pictures, seen by lenet5");
  }

  @Test
  void passesOverWhatIsStoredAlreadyAndNamesWhatItRefuses() throws Exception {
    Page page = indexed();
    Files.writeString(shapes.resolve("ring/torn.png"), "no picture");

    add(page, shapes);

    assertThat(outcome(page)).containsText(ALL + " stored already");
    assertThat(outcome(page).locator("li")).containsText(Pattern.compile("shapes/ring/torn\\.png"));
    assertThat(outcome(page).locator("li")).containsText("not a JPEG");
  }

  @Test
  void findsTheSixNearestOfADroppedPictureAndWalksOnFromOne() {
    Page page = indexed();

    page.setInputFiles("#similar-drop input", Kind.TRIANGLE.file(shapes, 0));

    Locator top = page.locator(".step").first();
    assertThat(top.locator(".query figcaption")).hasText("triangle-0.png");
    assertThat(top.locator(".neighbor")).hasCount(6);
    assertThat(top.locator(".neighbor").first()).containsText("triangle");
    assertThat(top.locator(".neighbor").first()).containsText("distance 0");
    assertThat(top.locator(".neighbor img").last()).hasJSProperty("complete", true);
    assertThat(top.locator(".waterfall li")).hasCount(6);
    Locator next = top.locator(".neighbor").nth(3);
    String label = next.locator(".name").first().textContent();

    next.click();

    assertThat(page.locator(".step")).hasCount(2);
    assertThat(top.locator(".query figcaption")).hasText(label);
    assertThat(top.locator(".neighbor")).hasCount(6);
    assertThat(page.locator(".step").last().locator("figcaption")).hasText("triangle-0.png");
    page.locator(".step img").all().forEach(SimilarPageIT::awaitPicture);
    Chromium.keep(page, "similar");
    assertThat(SERVED.complaints()).isEmpty();
  }

  @Test
  void asksAgainForTheSamePictureWhenExactSearchIsSwitchedOn() {
    Page page = indexed();
    page.locator(".neighbor").first().click();
    assertThat(page.locator(".step")).hasCount(1);

    Request request =
        page.waitForRequest(Pattern.compile("/neighbors\\?"), () -> page.locator("#exact").check());

    assertThat(request.url()).contains("exact=true");
    assertThat(page.locator(".step")).hasCount(1);
    assertThat(page.locator(".step h2")).containsText("exact: every picture compared");
  }

  @Test
  void looksOnlyAtWhatTheFilterAllows() {
    Page page = indexed();

    page.fill("#filter", "label = triangle");
    page.keyboard().press("Enter");
    Locator start = article(page, "Where to start").locator(".neighbor");
    assertThat(start).hasCount(EACH);
    assertThat(start.locator(".name:not(.soft)"))
        .hasText(Collections.nCopies(EACH, "triangle").toArray(String[]::new));
    page.setInputFiles("#similar-drop input", Kind.RING.file(shapes, 0));
    assertThat(page.locator(".step .neighbor")).hasCount(6);
    assertThat(page.locator(".step .neighbor").first()).containsText("triangle");
    Chromium.keep(page, "similar-filter");

    page.fill("#filter", "label ~ triangle");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("filter");
    page.fill("#filter", "");
    page.keyboard().press("Enter");
    assertThat(page.locator(".step .neighbor").nth(1)).containsText("ring");
  }

  @Test
  void unfoldsAContactSheetOfTheCollection() {
    Page page = indexed();

    article(page, "Where to start").getByText(Pattern.compile("Show \\d+ more")).click();

    assertThat(article(page, "Where to start").locator(".neighbor")).hasCount(ALL);
    page.locator(".neighbor img").all().forEach(SimilarPageIT::awaitPicture);
    Chromium.keep(page, "similar-sheet");
  }

  @Test
  void walksByKeysAlone() {
    Page page = indexed();
    Keys keys = new Keys(page);

    keys.tabTo(".neighbor");
    keys.press("Enter", 1);
    assertThat(page.locator(".step")).hasCount(1);
    keys.press("Shift+Tab", 1);
    keys.press("Enter", 1);

    assertThat(page.locator(".step")).hasCount(2);
  }

  @Test
  void showsWhatIsThereTwice() {
    Page page = indexed();

    page.getByText("Find duplicates").click();

    Locator found = article(page, "Duplicates");
    assertThat(found.locator(".group h3")).hasText("The same file, 2 times");
    assertThat(found.locator(".neighbor")).hasCount(2);
    assertThat(found).containsText("copy.png");
    assertThat(found).containsText("ring-0.png");
    found.getByLabel("Distance").fill("1000");
    found.getByText("Find near ones").click();
    assertThat(found.getByText(Pattern.compile("Nearly the same, \\d+ pictures")).first())
        .isVisible();
    Chromium.keep(page, "similar-duplicates");
  }

  @Test
  void saysWhyAPictureCannotBeSearchedWith() throws Exception {
    Page page = indexed();
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");

    page.setInputFiles("#similar-drop input", text);

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("not a JPEG");
  }

  /** A page with the shapes indexed into a collection of this test's own. */
  private Page indexed() {
    Page page = SERVED.open("/#/similar");
    add(page, shapes);
    assertThat(outcome(page)).containsText(ALL + " pictures indexed");
    assertThat(article(page, "Where to start").locator(".neighbor")).hasCount(12);
    return page;
  }

  /** Waits first: the view closes the form when it shows a collection that has pictures. */
  private void add(Page page, Path pictures) {
    assertThat(page.locator("#similar-results")).hasAttribute("aria-busy", "false");
    if (page.locator("#adding").getAttribute("open") == null) {
      page.locator("#adding-title").click();
    }
    page.fill("#ingest-name", collection);
    Locator reader = page.locator("#ingest-model option[value^='lenet5/']").first();
    page.selectOption("#ingest-model", reader.getAttribute("value"));
    page.setInputFiles("#ingest-drop input", pictures);
  }

  private static Locator outcome(Page page) {
    return page.locator("#ingest-outcome");
  }

  private static Locator article(Page page, String name) {
    return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(name));
  }

  private static void awaitPicture(Locator picture) {
    assertThat(picture).hasJSProperty("complete", true);
  }

  /** Sends at a pace that leaves time to look, however small the folder. */
  private static void slowUploads(Page page) {
    CDPSession network = page.context().newCDPSession(page);
    network.send("Network.enable");
    JsonObject pace = new JsonObject();
    pace.addProperty("offline", false);
    pace.addProperty("latency", 0);
    pace.addProperty("downloadThroughput", -1);
    pace.addProperty("uploadThroughput", 60_000);
    network.send("Network.emulateNetworkConditions", pace);
  }
}

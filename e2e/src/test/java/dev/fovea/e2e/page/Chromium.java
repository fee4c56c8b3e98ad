package dev.fovea.e2e.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Chromium of this machine. Pages that it opens are strict: what the browser complains about, and
 * every request to another host, is kept to be asserted on.
 */
final class Chromium implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final double PATIENCE_MILLIS = 60_000;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Playwright playwright;
  private final Browser browser;
  private final String home;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser, String home) {
    this.playwright = playwright;
    this.browser = browser;
    this.home = home;
  }

  /**
   * Starts the browser.
   *
   * @param home address of the service, without a slash at the end
   */
  static Chromium start(String home) {
    Path executable =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "these tests need Chromium: apt-get install --no-install-recommends chromium"));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Playwright playwright = Playwright.create();
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setHeadless(true)
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Chromium(playwright, browser, home);
  }

  /** Opens a page of the service on a desk, in daylight. */
  Page open(String path) {
    return open(path, 1280, 860, ColorScheme.LIGHT);
  }

  /** Opens a page of the service in a window of this size. */
  Page open(String path, int width, int height, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(home)
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
    Page page = context.newPage();
    page.onPageError(error -> complaints.add("error: " + error));
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        complaints.add(message.text());
      }
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(home) && !request.url().startsWith("blob:")) {
        complaints.add("request to another host: " + request.url());
      }
    });
    page.navigate(path);
    page.waitForSelector("html[data-started]");
    return page;
  }

  /** Returns what pages complained about since the start. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Keeps a picture of the page as it is, as {@code target/screenshots/<name>.png}. */
  static void keep(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

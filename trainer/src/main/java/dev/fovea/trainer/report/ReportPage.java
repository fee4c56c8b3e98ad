package dev.fovea.trainer.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One HTML page, without scripts, that opens from disk and shows the files beside it. */
final class ReportPage {

  /**
   * A picture of the page.
   *
   * @param file beside the page
   * @param caption what it shows
   */
  record Picture(String file, String caption) {}

  private ReportPage() {}

  /**
   * Returns the page.
   *
   * @param title heading
   * @param figures what was measured, in the order it is shown
   * @param recipe every hyperparameter
   * @param summary the network's layers as text
   */
  static byte[] html(
      String title,
      Map<String, String> figures,
      Map<String, String> recipe,
      String summary,
      List<Picture> pictures) {
    StringBuilder page = new StringBuilder(HEAD.replace("TITLE", escaped(title)));
    table(page, "Measured", figures);
    for (Picture picture : pictures) {
      page.append("<h2>%s</h2>\n".formatted(escaped(picture.caption())));
      page.append(
          "<img src=\"%s\" alt=\"%s\">\n"
              .formatted(escaped(picture.file()), escaped(picture.caption())));
    }
    page.append("<h2>Network</h2>\n<pre>%s</pre>\n".formatted(escaped(summary)));
    table(page, "Recipe", recipe);
    page.append("</main></body></html>\n");
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>TITLE</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff }
      main { max-width: 60rem; margin: auto } img { max-width: 100%; image-rendering: pixelated }
      table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left;
      vertical-align: top; border-bottom: 1px solid #ddd } pre { overflow-x: auto }
      </style></head><body><main>
      <h1>TITLE</h1>
      """;

  private static void table(StringBuilder page, String caption, Map<String, String> rows) {
    page.append("<h2>%s</h2>\n<table>\n".formatted(escaped(caption)));
    rows.forEach((name, value) ->
        page.append("<tr><th>%s</th><td>%s</td></tr>\n".formatted(escaped(name), escaped(value))));
    page.append("</table>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

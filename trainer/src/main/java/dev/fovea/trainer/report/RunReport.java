package dev.fovea.trainer.report;

import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.evaluate.EvaluationReport;
import dev.fovea.trainer.network.Summary;
import dev.fovea.trainer.network.Weights;
import dev.fovea.trainer.training.EpochResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a report of a run is drawn from.
 *
 * @param weights what was trained
 * @param history what each epoch measured
 * @param evaluation of the exported graph
 * @param recipe every hyperparameter
 * @param facts anything else that was measured, shown as it is
 * @param invariance how accuracy falls while digits are changed, for a network that takes digits
 */
public record RunReport(
    Weights weights,
    List<EpochResult> history,
    EvaluationReport evaluation,
    Map<String, String> recipe,
    Map<String, String> facts,
    Optional<InvarianceCurves> invariance) {

  private static final int MISCLASSIFIED = 96;
  private static final int COLUMNS = 12;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Returns the files of the report by name.
   *
   * @param misclassified whether to draw pictures that were answered wrongly: only where the
   *     pictures' licence lets them be passed on
   * @param images the test pictures, in the order of {@code answers}
   * @param answers the most probable class of each
   */
  public Map<String, byte[]> files(boolean misclassified, LabeledImages images, int[] answers)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<ReportPage.Picture> pictures = new ArrayList<>();
    files.put("metrics.json", metrics());
    files.put("learning-curve.png", LearningCurve.png(history));
    pictures.add(new ReportPage.Picture("learning-curve.png", "Learning curve"));
    files.put("confusion.png", ConfusionMatrix.png(evaluation.labels(), evaluation.confusion()));
    pictures.add(new ReportPage.Picture("confusion.png", "Confusion matrix"));
    files.put("filters.png", FilterSheet.png(weights));
    pictures.add(new ReportPage.Picture("filters.png", "Kernels of the first convolution"));
    if (misclassified) {
      files.put("misclassified.png", misclassified(images, answers));
      pictures.add(new ReportPage.Picture("misclassified.png", "Misclassified: true → answered"));
    }
    Map<String, String> figures = figures();
    invariance.ifPresent(curves -> curves.addTo(files, pictures, figures));
    String name = weights.network().name();
    files.put(
        "index.html",
        ReportPage.html(
            name, figures, recipe, SummaryTable.of(Summary.of(weights.network())), pictures));
    return files;
  }

  private Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("top-1 accuracy", percent(evaluation.top1()));
    figures.put("top-5 accuracy", percent(evaluation.top5()));
    figures.put("test pictures", String.valueOf(evaluation.images()));
    figures.put("crops a picture", String.valueOf(evaluation.crops()));
    figures.put("epochs", String.valueOf(history.size()));
    figures.putAll(facts);
    return figures;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private byte[] metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("top1", evaluation.top1());
    metrics.put("top5", evaluation.top5());
    metrics.put("images", evaluation.images());
    metrics.put("crops", evaluation.crops());
    metrics.put("labels", evaluation.labels());
    metrics.put("confusion", evaluation.confusion());
    metrics.put("history", history);
    metrics.put("summary", SummaryFields.of(Summary.of(weights.network())));
    metrics.put("recipe", recipe);
    metrics.put("facts", facts);
    return (JSON.writeValueAsString(metrics) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] misclassified(LabeledImages images, int[] answers) throws IOException {
    List<PictureSheet.Entry> entries = new ArrayList<>();
    for (int index = 0; index < answers.length && entries.size() < MISCLASSIFIED; index++) {
      if (answers[index] != images.label(index)) {
        ByteBuffer pixels = ByteBuffer.allocate(images.shape().size());
        images.read(index, pixels);
        String caption =
            images.classes().get(images.label(index))
                + " → "
                + images.classes().get(answers[index]);
        entries.add(new PictureSheet.Entry(pixels.flip(), caption));
      }
    }
    return PictureSheet.png(entries, images.shape(), COLUMNS);
  }
}

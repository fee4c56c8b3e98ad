package dev.fovea.trainer.report;

import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.data.Transformed;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.GraphSession.Input;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How accuracy falls while digits are changed: LeCun et al. 1998, section III.E and figure 13. */
public final class InvarianceCurves {

  /** A change of a picture, and the amounts that are tried. */
  public enum Change {
    /** Degrees about the centre. */
    ROTATION("rotation, degrees"),
    /** Factor on both sides. */
    SCALE("scale, factor"),
    /** Pixels to the right. */
    SHIFT("shift, pixels"),
    /** Share of pixels that are inverted. */
    NOISE("noise, share of pixels inverted");

    private final String axis;

    Change(String axis) {
      this.axis = axis;
    }

    /** Returns the amounts that are tried. */
    List<Double> amounts() {
      return switch (this) {
        case ROTATION -> List.of(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
        case SCALE -> List.of(0.5, 0.6, 0.7, 0.85, 1.0, 1.2, 1.4);
        case SHIFT -> List.of(0.0, 1.0, 2.0, 3.0, 4.0, 6.0);
        case NOISE -> List.of(0.0, 0.02, 0.05, 0.1, 0.15, 0.2);
      };
    }
  }

  private static final Shape INPUT = new Shape(1, 32, 32);

  private final Map<Change, SortedMap<Double, Double>> accuracies;

  private InvarianceCurves(Map<Change, SortedMap<Double, Double>> accuracies) {
    this.accuracies = accuracies;
  }

  /**
   * Measures every change on the first {@code count} pictures.
   *
   * @param session a graph that takes grey pictures of 32×32
   * @param images grey pictures, at most as large
   */
  public static InvarianceCurves measure(GraphSession session, LabeledImages images, int count)
      throws IOException {
    Map<Change, SortedMap<Double, Double>> accuracies = new EnumMap<>(Change.class);
    for (Change change : Change.values()) {
      SortedMap<Double, Double> curve = new TreeMap<>();
      for (double amount : change.amounts()) {
        curve.put(
            amount, accuracy(session, images, Math.min(count, images.size()), change, amount));
      }
      accuracies.put(change, curve);
    }
    return new InvarianceCurves(accuracies);
  }

  private static double accuracy(
      GraphSession session, LabeledImages images, int count, Change change, double amount)
      throws IOException {
    ByteBuffer batch = ByteBuffer.allocateDirect(count * INPUT.size());
    Transformed transformed = new Transformed(images, INPUT);
    for (int index = 0; index < count; index++) {
      switch (change) {
        case ROTATION -> transformed.rotate(index, Math.toRadians(amount), batch);
        case SCALE -> transformed.scale(index, amount, batch);
        case SHIFT -> transformed.shift(index, amount, batch);
        case NOISE -> transformed.invert(index, amount, batch);
      }
    }
    float[] probabilities =
        session
            .run(
                Map.of(
                    NetworkGraph.PIXELS,
                    Input.of(batch.flip(), count, INPUT.height(), INPUT.width(), 1)))
            .of(NetworkGraph.PROBABILITIES);
    return right(probabilities, images, count) / (double) count;
  }

  private static int right(float[] probabilities, LabeledImages images, int count) {
    int classes = probabilities.length / count;
    int right = 0;
    for (int index = 0; index < count; index++) {
      int best = 0;
      for (int at = 1; at < classes; at++) {
        if (probabilities[index * classes + at] > probabilities[index * classes + best]) {
          best = at;
        }
      }
      right += best == images.label(index) ? 1 : 0;
    }
    return right;
  }

  /**
   * Returns the accuracy at one of the amounts, 0 to 1.
   *
   * @throws IllegalArgumentException if that amount was not tried
   */
  public double accuracy(Change change, double amount) {
    Double found = curve(change).get(amount);
    if (found == null) {
      throw new IllegalArgumentException(change + " was not measured at " + amount);
    }
    return found;
  }

  /** Returns whether the change can be measured: on a network that takes digits as LeNet-5 does. */
  public static boolean fit(Preprocessing form) {
    return form.color() == ColorMode.GRAY
        && form.outputHeight() == INPUT.height()
        && form.outputWidth() == INPUT.width();
  }

  /** Adds a picture a change to a report, and its accuracies by amount to the figures. */
  void addTo(
      Map<String, byte[]> files, List<ReportPage.Picture> shown, Map<String, String> figures) {
    for (Change change : Change.values()) {
      String kind = change.name().toLowerCase(Locale.ROOT);
      files.put(kind + ".png", png(change));
      shown.add(new ReportPage.Picture(kind + ".png", "Accuracy under " + kind));
      figures.put("accuracy under " + kind, percents(curve(change)));
    }
  }

  private static String percents(Map<Double, Double> curve) {
    return curve.entrySet().stream()
        .map(point ->
            String.format(Locale.ROOT, "%.2f %% at %s", 100 * point.getValue(), point.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** Returns a PNG of one curve. */
  byte[] png(Change change) {
    XYChart chart =
        new XYChartBuilder()
            .width(480)
            .height(300)
            .xAxisTitle(change.axis)
            .yAxisTitle("accuracy, %")
            .build();
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW).setLegendVisible(false);
    SortedMap<Double, Double> curve = curve(change);
    chart
        .addSeries(
            "accuracy",
            List.copyOf(curve.keySet()),
            curve.values().stream().map(share -> 100 * share).toList())
        .setMarker(SeriesMarkers.CIRCLE);
    return Png.of(chart);
  }

  /** Returns the measured accuracies by amount. */
  SortedMap<Double, Double> curve(Change change) {
    return accuracies.getOrDefault(change, new TreeMap<>());
  }
}

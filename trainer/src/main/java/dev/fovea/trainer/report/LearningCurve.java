package dev.fovea.trainer.report;

import dev.fovea.trainer.training.EpochResult;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws training and test error against epochs. */
final class LearningCurve {

  private LearningCurve() {}

  /** Returns a PNG of the curve; the error axis is logarithmic, so that its tail can be read. */
  static byte[] png(List<EpochResult> history) {
    XYChart chart =
        new XYChartBuilder()
            .width(760)
            .height(440)
            .xAxisTitle("epoch")
            .yAxisTitle("error, %")
            .build();
    XYStyler styler = chart.getStyler();
    styler.setLegendPosition(LegendPosition.InsideNE);
    styler.setYAxisLogarithmic(true);
    List<Integer> epochs = history.stream().map(EpochResult::epoch).toList();
    add(chart, "training", epochs, history.stream().map(EpochResult::trainingError).toList());
    add(chart, "test", epochs, history.stream().map(EpochResult::error).toList());
    return Png.of(chart);
  }

  private static void add(XYChart chart, String name, List<Integer> epochs, List<Double> errors) {
    List<Double> percent = errors.stream().map(error -> Math.max(100 * error, 0.01)).toList();
    chart.addSeries(name, epochs, percent).setMarker(SeriesMarkers.NONE);
  }
}

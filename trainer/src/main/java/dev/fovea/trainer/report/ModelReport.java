package dev.fovea.trainer.report;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.data.Subset;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.Evaluation;
import dev.fovea.trainer.evaluate.EvaluationReport;
import dev.fovea.trainer.evaluate.FeatureVectors;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.report.ReportPage.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model of the store does on labelled pictures, drawn.
 *
 * @param version the model
 * @param contract how it takes pictures
 * @param session its loaded graph
 */
public record ModelReport(ModelVersion version, ImageContract contract, GraphSession session) {

  private static final int NEIGHBORHOOD = 2_000;
  private static final int BATCH = 32;

  /**
   * Returns the files of the report by name, {@code index.html} among them.
   *
   * @param images test pictures as pixels
   * @param pictures the same as a client would send them
   */
  public Map<String, byte[]> files(LabeledImages images, TestPictures pictures) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<Picture> shown = new ArrayList<>();
    String name = version.manifest().name();
    EvaluationReport evaluation =
        new Evaluation(contract, version.labels(), Crops.CENTER, BATCH)
            .run(session, name, version.manifest().version(), pictures, _ -> {});
    files.put("confusion.png", ConfusionMatrix.png(version.labels(), evaluation.confusion()));
    shown.add(new Picture("confusion.png", "Confusion matrix"));
    if (contract.features().isPresent()) {
      List<Integer> spread = readable(images, spread(pictures.size()));
      files.put(
          "neighbors.png",
          NeighborSheet.png(
              subset(images, spread), FeatureVectors.of(session, contract, pictures, spread)));
      shown.add(new Picture("neighbors.png", "Six nearest neighbours by features"));
    }
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("top-1 accuracy", percent(evaluation.top1()));
    figures.put("top-5 accuracy", percent(evaluation.top5()));
    if (InvarianceCurves.fit(contract.preprocessing())) {
      IntStream first = IntStream.range(0, Math.min(NEIGHBORHOOD, images.size()));
      LabeledImages changed = subset(images, readable(images, first.boxed().toList()));
      InvarianceCurves.measure(session, changed, NEIGHBORHOOD).addTo(files, shown, figures);
    }
    files.put("index.html", ReportPage.html(name, figures, Map.of(), "", shown));
    return files;
  }

  private static List<Integer> spread(int size) {
    int count = Math.min(NEIGHBORHOOD, size);
    return IntStream.range(0, count)
        .mapToObj(index -> Math.toIntExact((long) index * size / count))
        .toList();
  }

  private static LabeledImages subset(LabeledImages images, List<Integer> indices) {
    return new Subset(images, indices.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Leaves out what cannot be decoded, as the evaluation does, which names it. */
  private static List<Integer> readable(LabeledImages images, List<Integer> indices) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.shape().size());
    return indices.stream().filter(index -> isReadable(images, index, pixels.clear())).toList();
  }

  private static boolean isReadable(LabeledImages images, int index, ByteBuffer pixels) {
    try {
      images.read(index, pixels);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}

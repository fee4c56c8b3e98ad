package dev.fovea.trainer.quantization;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.Evaluation;
import dev.fovea.trainer.evaluate.EvaluationReport;
import dev.fovea.trainer.evaluate.FeatureVectors;
import dev.fovea.trainer.evaluate.NeighborOverlap;
import dev.fovea.trainer.evaluate.PictureRun;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Quantizes a classifier of pictures, and measures what that costs. */
public final class ModelQuantization {

  /** How {@link Histogram} chooses a range, for the record. */
  public static final String METHOD =
      "range of least mean squared error over a histogram of 4096 bins; weights symmetric, a scale"
          + " a filter";

  private static final long SEED = 2012;
  private static final int BATCH = 16;
  private static final int NEIGHBORS = 6;
  private static final int QUERIES = 500;

  private final ImageContract contract;
  private final List<String> labels;
  private final int threads;

  /**
   * Prepares to quantize.
   *
   * @param contract how the graph takes pictures
   * @param labels the graph's classes
   * @param threads threads that ONNX Runtime may use
   */
  public ModelQuantization(ImageContract contract, List<String> labels, int threads) {
    this.contract = contract;
    this.labels = List.copyOf(labels);
    this.threads = threads;
  }

  /** Returns so many pictures of a data set, drawn by a fixed seed. */
  public static List<Integer> sample(TestPictures pictures, int count) {
    List<Integer> indices = new ArrayList<>(IntStream.range(0, pictures.size()).boxed().toList());
    Collections.shuffle(indices, new Random(SEED));
    return List.copyOf(indices.subList(0, Math.min(count, indices.size())));
  }

  /** Quantizes a graph with ranges measured on {@code sample}. */
  public Quantizer.Result quantize(OnnxGraph graph, TestPictures pictures, List<Integer> sample) {
    PictureRun run = new PictureRun(contract, Crops.CENTER, BATCH);
    return Quantizer.quantize(graph, new Calibration(run.inputs(pictures, sample), threads));
  }

  /**
   * Holds the quantized graph against the exact one on every picture.
   *
   * @param sample the calibration pictures, for the record
   * @throws IOException if a calibration picture cannot be read
   */
  public QuantizationReport compare(
      OnnxGraph exact,
      Quantizer.Result quantized,
      TestPictures pictures,
      TestPictures calibration,
      List<Integer> sample)
      throws IOException {
    try (GraphSession before = new GraphSession(exact, threads);
        GraphSession after = new GraphSession(quantized.graph(), threads)) {
      EvaluationReport exactly = evaluate(before, pictures);
      EvaluationReport nearly = evaluate(after, pictures);
      return new QuantizationReport(
          nearly.images(),
          exactly.top1(),
          nearly.top1(),
          exactly.top5(),
          nearly.top5(),
          contract.features().isPresent() ? overlap(before, after, pictures) : 1,
          quantized.normalizationErrors(),
          sample.size(),
          digest(calibration, sample),
          METHOD);
    }
  }

  private EvaluationReport evaluate(GraphSession session, TestPictures pictures) {
    return new Evaluation(contract, labels, Crops.CENTER, BATCH)
        .run(session, "", 0, pictures, _ -> {});
  }

  private double overlap(GraphSession before, GraphSession after, TestPictures pictures) {
    List<Integer> all = sample(pictures, pictures.size());
    return NeighborOverlap.of(
        FeatureVectors.of(before, contract, pictures, all),
        FeatureVectors.of(after, contract, pictures, all),
        NEIGHBORS,
        QUERIES);
  }

  private static String digest(TestPictures pictures, List<Integer> sample) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (int index : sample) {
        sha256.update(pictures.encoded(index));
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.fovea.trainer.foreign;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.trainer.onnx.FoldConstants;
import dev.fovea.trainer.onnx.FreeBatch;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Passes;
import dev.fovea.trainer.onnx.SessionFailure;
import java.util.List;

/**
 * A foreign graph in the form that the service takes.
 *
 * @param graph the graph, its batch free, with the outputs named below
 * @param input name of the input
 * @param channels channels of a picture
 * @param height height of a picture in pixels
 * @param width width of a picture in pixels
 * @param encoding how pixels become elements of the input
 * @param probabilities name of the output of shape [N, classes]
 * @param activation what turns that output into probabilities
 * @param features name of the output of shape [N, d]
 * @param classes how many classes it tells apart
 */
public record ForeignGraph(
    OnnxGraph graph,
    String input,
    int channels,
    int height,
    int width,
    Encoding encoding,
    String probabilities,
    Activation activation,
    String features,
    int classes) {

  private static final int THREADS = 1;

  /** Largest difference that two ways of computing one answer may show, relative to its size. */
  private static final double TOLERANCE = 1e-3;

  /**
   * Adapts a graph.
   *
   * @param source the graph, left as it is
   * @throws ImportException if it cannot be served
   */
  public static ForeignGraph adapt(OnnxGraph source, ImportRequest request) throws ImportException {
    requireOwnWeights(source);
    OnnxGraph graph = source.copy();
    ForeignOutput outputs = new ForeignOutput(graph);
    String kept = outputs.keep(request.output());
    try {
      new FoldConstants().apply(graph);
      ForeignInput input = ForeignInput.adapt(graph, request.side());
      new FreeBatch().apply(graph);
      ForeignGraph adapted = expose(graph, outputs, kept, input, request);
      adapted.requireFreeBatch(input);
      if (request.optimized()) {
        adapted.optimize(input);
      }
      return adapted;
    } catch (SessionFailure failure) {
      throw new ImportException("ONNX Runtime refuses it: " + failure.getMessage(), failure);
    }
  }

  private static ForeignGraph expose(
      OnnxGraph graph,
      ForeignOutput outputs,
      String kept,
      ForeignInput input,
      ImportRequest request)
      throws ImportException {
    String inner =
        request.features().isPresent() ? request.features().get() : outputs.beforeLastWeights(kept);
    if (graph.producer(inner).isEmpty()) {
      throw new ImportException(
          inner.equals(input.name())
              ? "the features would be the input itself; name an inner value"
              : "the graph has no value '%s' to be the features".formatted(inner));
    }
    OnnxGraph opened = graph.copy();
    opened.openOutput(inner);
    List<Long> classShape;
    List<Long> featureShape;
    float[] answers;
    try (GraphSession session = new GraphSession(opened, THREADS)) {
      GraphSession.Outputs run = session.run(DrawnInput.batch(input, 1));
      classShape = run.shapeOf(kept);
      featureShape = run.shapeOf(inner);
      answers = run.of(kept);
    }
    String probabilities = kept;
    if (classShape.size() != 2) {
      graph.removeOutput(kept);
      probabilities = outputs.expose(kept, kept + ".flat", 2);
    }
    requireOneRow(kept, classShape, answers.length);
    requireFinite(kept, answers);
    String features = outputs.expose(inner, "features", requireFeatures(inner, featureShape));
    int length = Math.toIntExact(featureShape.get(1));
    outputs.declare(probabilities, answers.length);
    outputs.declare(features, featureShape.size() == 4 ? length : elements(featureShape));
    return new ForeignGraph(
        graph,
        input.name(),
        input.channels(),
        input.height(),
        input.width(),
        input.raw() ? new Encoding.Raw() : request.samples().encoding(input.channels()),
        probabilities,
        areProbabilities(answers) ? Activation.NONE : Activation.SOFTMAX,
        features,
        answers.length);
  }

  private static void requireOwnWeights(OnnxGraph graph) throws ImportException {
    for (String name : graph.constantNames()) {
      if (graph
          .constant(name)
          .filter(t -> t.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
          .isPresent()) {
        throw new ImportException(
            "'%s' lies in a file beside the graph; save the model as one file".formatted(name));
      }
    }
  }

  private static void requireOneRow(String name, List<Long> shape, int elements)
      throws ImportException {
    if (shape.size() < 2 || shape.get(1) != elements || elements < 2) {
      throw new ImportException(
          "output '%s' has shape %s for one picture; a classifier gives [1, classes]"
              .formatted(name, shape));
    }
  }

  private static void requireFinite(String name, float[] answers) throws ImportException {
    for (float answer : answers) {
      if (!Float.isFinite(answer)) {
        throw new ImportException(
            "output '%s' is %s for a drawn picture; its weights or its range are broken"
                .formatted(name, answer));
      }
    }
  }

  private static int requireFeatures(String name, List<Long> shape) throws ImportException {
    if (shape.size() < 2 || shape.getFirst() != 1) {
      throw new ImportException(
          "'%s' has shape %s for one picture; features need a row a picture"
              .formatted(name, shape));
    }
    return shape.size();
  }

  private static int elements(List<Long> shape) {
    return shape.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
  }

  private static boolean areProbabilities(float[] answers) {
    double sum = 0;
    for (float answer : answers) {
      if (answer < 0 || answer > 1) {
        return false;
      }
      sum += answer;
    }
    return Math.abs(sum - 1) < TOLERANCE;
  }

  /** Runs two pictures together and the second alone: the answers must be the same. */
  private void requireFreeBatch(ForeignInput picture) throws ImportException {
    try (GraphSession session = new GraphSession(graph, THREADS)) {
      float[] alone = session.run(DrawnInput.second(picture)).of(probabilities);
      float[] together = session.run(DrawnInput.batch(picture, 2)).of(probabilities);
      if (together.length != 2 * classes || differ(alone, together, classes)) {
        throw new ImportException(
            "a picture's answer depends on the batch it is in; the batch cannot be freed");
      }
    } catch (SessionFailure failure) {
      throw new ImportException(
          "the graph is made for a batch of one and cannot be freed: " + failure.getMessage(),
          failure);
    }
  }

  /** Applies the passes, and compares the answers before and after. */
  private void optimize(ForeignInput picture) throws ImportException {
    float[] before = answers(picture);
    Passes.applyStandard(graph);
    if (differ(before, answers(picture), 0)) {
      throw new ImportException("the passes change the answers; import it without them");
    }
  }

  private float[] answers(ForeignInput picture) {
    try (GraphSession session = new GraphSession(graph, THREADS)) {
      return session.run(DrawnInput.batch(picture, 1)).of(probabilities);
    }
  }

  private static boolean differ(float[] expected, float[] actual, int from) {
    double largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int index = 0; index < expected.length; index++) {
      if (!(Math.abs(expected[index] - actual[from + index]) <= TOLERANCE * largest)) {
        return true;
      }
    }
    return false;
  }
}

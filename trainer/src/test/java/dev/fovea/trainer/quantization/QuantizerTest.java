package dev.fovea.trainer.quantization;

import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.fovea.trainer.network.Layer.Activation.Function;
import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.RandomWeights;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantizerTest {

  private static final int IMAGES = 8;

  private static OnnxGraph graph(LocalResponseNormalization normalization) {
    Network network =
        new Network(
            "small-alexnet",
            new Shape(3, 31, 31),
            List.of(
                new Centering(1.0 / 64),
                convolution(16, 7).stride(2).padding(2),
                activation(Function.RELU),
                normalization,
                new MaxPooling(3, 2),
                convolution(24, 3).padding(1).groups(2),
                activation(Function.RELU),
                new FullyConnected(32),
                activation(Function.RELU),
                new Features(),
                new Dropout(0.5),
                new FullyConnected(6)));
    return NetworkGraph.of(RandomWeights.of(network, 3));
  }

  @Test
  void givesNearlyTheFeaturesOfTheFloatGraph() {
    OnnxGraph exact = graph(new LocalResponseNormalization(5, 1e-2, 0.75, 2));
    Map<String, GraphSession.Input> batch = batch(1);
    OnnxGraph quantized =
        Quantizer.quantize(exact, new Calibration(List.of(batch(2), batch(3)), 1)).graph();

    assertThat(cosine(run(exact, batch, "features"), run(quantized, batch, "features")))
        .isGreaterThan(0.999);
    assertThat(cosine(run(exact, batch, "probabilities"), run(quantized, batch, "probabilities")))
        .isGreaterThan(0.999);
  }

  @Test
  void takesPixelsAsCodesAndLeavesNoFloatLayerButTheHead() {
    OnnxGraph quantized =
        Quantizer.quantize(
                graph(new LocalResponseNormalization(5, 1e-2, 0.75, 2)),
                new Calibration(List.of(batch(2)), 1))
            .graph();

    assertThat(quantized.nodes())
        .extracting(NodeProto::getOpType)
        .startsWith("Transpose", "DequantizeLinear")
        .doesNotContain("Cast", "Sub", "LRN", "Sqrt", "Div")
        .endsWith("Gemm", "Softmax");
  }

  @Test
  void leavesNormalisationInFloatWhereALineMisses() {
    Quantizer.Result result =
        Quantizer.quantize(
            graph(new LocalResponseNormalization(5, 300, 0.75, 0.01)),
            new Calibration(List.of(batch(2)), 1));

    assertThat(result.normalizationErrors().values())
        .singleElement()
        .satisfies(error -> assertThat(error).isGreaterThan(LinearNormalization.TOLERANCE));
    assertThat(result.graph().nodes()).extracting(NodeProto::getOpType).contains("Sqrt", "Div");
  }

  private static Map<String, GraphSession.Input> batch(long seed) {
    byte[] pixels = new byte[IMAGES * 31 * 31 * 3];
    new Random(seed).nextBytes(pixels);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    return Map.of("pixels", GraphSession.Input.of(direct, IMAGES, 31, 31, 3));
  }

  private static float[] run(
      OnnxGraph graph, Map<String, GraphSession.Input> batch, String output) {
    try (GraphSession session = new GraphSession(graph, 1)) {
      return session.run(batch).of(output);
    }
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int index = 0; index < a.length; index++) {
      product += (double) a[index] * b[index];
      squaresOfA += (double) a[index] * a[index];
      squaresOfB += (double) b[index] * b[index];
    }
    return product / Math.sqrt(squaresOfA * squaresOfB);
  }
}

package dev.fovea.service.inference;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.vision.Preprocessing;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How requests stack in memory: the shape of one row of every input and output. The first dimension
 * of each is the batch.
 *
 * @param inputs the graph's inputs, open dimensions filled in where the manifest says what they are
 * @param outputs the graph's outputs
 */
public record Layout(List<TensorSpec> inputs, List<TensorSpec> outputs) {

  /** Copies the lists. */
  public Layout {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Returns the layout of a session, asking the graph by a run where pictures fix its shapes. */
  static Layout of(Session session, Manifest manifest) {
    if (manifest.image().isEmpty()) {
      return new Layout(session.inputs(), session.outputs());
    }
    ImageContract contract = manifest.image().get();
    List<TensorSpec> inputs =
        session.inputs().stream()
            .map(spec -> spec.name().equals(contract.input()) ? picture(spec, contract) : spec)
            .toList();
    Layout declared = new Layout(inputs, session.outputs());
    return declared.stacks() || !stack(inputs.stream())
        ? declared
        : new Layout(inputs, declared.probe(session));
  }

  /** Tells whether rows have one size each and lie along the first dimension. */
  public boolean stacks() {
    return stack(Stream.concat(inputs.stream(), outputs.stream()));
  }

  /** Returns the most rows the graph itself allows, or {@link Integer#MAX_VALUE}. */
  public int maxRows() {
    return inputs.stream()
        .mapToInt(spec -> rows(spec) < 0 ? Integer.MAX_VALUE : Math.toIntExact(rows(spec)))
        .min()
        .orElse(1);
  }

  /**
   * Returns the bytes of one row.
   *
   * @throws ArithmeticException if they do not fit an int
   */
  public static int rowBytes(TensorSpec spec) {
    long bytes = spec.type().elementBytes();
    for (long dimension : spec.shape().subList(1, spec.shape().size())) {
      bytes = Math.multiplyExact(bytes, dimension);
    }
    return Math.toIntExact(bytes);
  }

  /** Returns a tensor's shape with this many rows. */
  public static long[] withRows(TensorSpec spec, int rows) {
    long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
    shape[0] = rows;
    return shape;
  }

  private static boolean stack(Stream<TensorSpec> specs) {
    return specs.allMatch(spec ->
        spec.type() != TensorType.BYTES
            && spec.shape().size() >= 2
            && spec.shape().stream().skip(1).allMatch(dimension -> dimension > 0));
  }

  private static long rows(TensorSpec spec) {
    return spec.shape().isEmpty() ? 1 : spec.shape().getFirst();
  }

  private static TensorSpec picture(TensorSpec spec, ImageContract contract) {
    Preprocessing preprocessing = contract.preprocessing();
    long height = preprocessing.outputHeight();
    long width = preprocessing.outputWidth();
    long channels = preprocessing.color().channels();
    List<Long> shape =
        switch (contract.encoding()) {
          case ImageContract.Encoding.Raw _ -> List.of(rows(spec), height, width, channels);
          case ImageContract.Encoding.Normalized _ -> List.of(rows(spec), channels, height, width);
        };
    return new TensorSpec(spec.name(), spec.type(), shape);
  }

  /** Runs one row of zeros to see the outputs' shapes. */
  private List<TensorSpec> probe(Session session) {
    Map<String, Tensor> zeros = new HashMap<>();
    for (TensorSpec input : inputs) {
      zeros.put(
          input.name(),
          Tensor.of(input.type(), withRows(input, 1), ByteBuffer.allocateDirect(rowBytes(input))));
    }
    Set<String> names = outputs.stream().map(TensorSpec::name).collect(Collectors.toSet());
    Map<String, Tensor> seen = session.run(zeros, names);
    return outputs.stream()
        .map(spec -> {
          Tensor tensor = seen.get(spec.name());
          return tensor == null ? spec : like(spec, tensor.shape());
        })
        .toList();
  }

  private static TensorSpec like(TensorSpec spec, long[] shape) {
    List<Long> dimensions =
        Stream.iterate(0, i -> i < shape.length, i -> i + 1)
            .map(i -> i == 0 ? -1L : shape[i])
            .toList();
    return new TensorSpec(spec.name(), spec.type(), dimensions);
  }
}

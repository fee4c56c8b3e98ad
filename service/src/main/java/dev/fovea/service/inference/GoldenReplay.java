package dev.fovea.service.inference;

import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.ModelRejected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a session's answers to the recorded inputs with the answers its trainer got. */
final class GoldenReplay {

  private final ModelVersion version;
  private final Session session;
  private final Layout layout;
  private final String model;

  GoldenReplay(ModelVersion version, Session session, Layout layout) {
    this.version = version;
    this.session = session;
    this.layout = layout;
    this.model = version.manifest().name() + "/" + version.manifest().version();
  }

  /**
   * Replays everything that was recorded.
   *
   * @throws ModelRejected naming the output that drifted, and how far
   */
  void check() {
    if (version.manifest().golden().isEmpty()) {
      return;
    }
    Manifest.Golden golden = version.manifest().golden().get();
    try {
      int step = Math.min(golden.count(), layout.maxRows());
      for (int first = 0; first < golden.count(); first += step) {
        check(golden, first, Math.min(step, golden.count() - first));
      }
    } catch (ModelStoreException unreadable) {
      throw new ModelRejected(model, String.valueOf(unreadable.getMessage()), unreadable);
    }
  }

  private void check(Manifest.Golden golden, int first, int rows) throws ModelStoreException {
    Map<String, Tensor> inputs = new HashMap<>();
    for (TensorSpec spec : layout.inputs()) {
      inputs.put(spec.name(), recorded(spec, golden.count(), first, rows));
    }
    Set<String> names = layout.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    Map<String, Tensor> answers = session.run(inputs, names);
    for (TensorSpec spec : layout.outputs()) {
      Tensor answer = answers.get(spec.name());
      if (answer == null) {
        throw new ModelRejected(model, "output '" + spec.name() + "' is missing");
      }
      compare(spec, golden, first, rows, answer);
    }
  }

  private void compare(TensorSpec spec, Manifest.Golden golden, int first, int rows, Tensor answer)
      throws ModelStoreException {
    ByteBuffer expected = slice(version.golden(spec), golden.count(), first, rows);
    double drift = difference(spec.type(), expected, answer.bytes());
    if (!(drift <= golden.tolerance())) {
      throw new ModelRejected(
          model,
          "output '%s' drifted by %.3g from what was recorded; %.3g is allowed"
              .formatted(spec.name(), drift, golden.tolerance()));
    }
  }

  private Tensor recorded(TensorSpec spec, int count, int first, int rows)
      throws ModelStoreException {
    ByteBuffer elements = slice(version.golden(spec), count, first, rows);
    return Tensor.of(spec.type(), Layout.withRows(spec, rows), elements);
  }

  private static ByteBuffer slice(ByteBuffer all, int count, int first, int rows) {
    int rowBytes = all.remaining() / count;
    return all.slice(first * rowBytes, rows * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns the largest absolute difference; infinite if the sizes differ, or bytes that must not.
   */
  private static double difference(TensorType type, ByteBuffer expected, ByteBuffer actual) {
    if (expected.remaining() != actual.remaining()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < expected.remaining(); i += type.elementBytes()) {
      double difference =
          switch (type) {
            case FP32 -> Math.abs((double) expected.getFloat(i) - actual.getFloat(i));
            case FP64 -> Math.abs(expected.getDouble(i) - actual.getDouble(i));
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BYTES ->
                expected.mismatch(actual) < 0 ? 0 : Double.POSITIVE_INFINITY;
          };
      if (!(difference <= largest)) {
        largest = difference;
      }
    }
    return largest;
  }
}

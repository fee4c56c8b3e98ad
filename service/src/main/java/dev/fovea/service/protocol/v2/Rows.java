package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.inference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Puts tensors on top of each other. */
final class Rows {

  private Rows() {}

  /**
   * Returns the rows of all tensors, in their order.
   *
   * @param parts at least one, alike in type and in every dimension but the first
   */
  static Tensor stack(List<Tensor> parts) {
    Tensor first = parts.getFirst();
    long[] shape = first.shape();
    shape[0] = parts.stream().mapToLong(Tensor::rows).sum();
    if (first.type() == TensorType.BYTES) {
      return Tensor.ofStrings(
          shape, parts.stream().flatMap(part -> part.strings().stream()).toList());
    }
    int bytes = parts.stream().mapToInt(part -> part.bytes().remaining()).sum();
    ByteBuffer all = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    parts.forEach(part -> all.put(part.bytes()));
    return Tensor.of(first.type(), shape, all.flip());
  }
}

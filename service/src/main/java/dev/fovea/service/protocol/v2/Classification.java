package dev.fovea.service.protocol.v2;

import dev.fovea.service.inference.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The protocol's classification extension: instead of an output its greatest elements, as strings
 * {@code value:index} or {@code value:index:label}, the greatest first and those alike by index.
 */
public final class Classification {

  private Classification() {}

  /**
   * Classifies every row of an output for itself.
   *
   * @param output shape [N, ...]
   * @param k elements wanted of each row
   * @param labels names of a row's elements; empty if they have none
   * @return type BYTES and shape [N, min(k, elements of a row)]
   * @throws dev.fovea.service.failure.InvalidParameter if the elements are no numbers
   */
  public static NamedTensor of(NamedTensor output, int k, List<String> labels) {
    Tensor tensor = output.tensor();
    Ranking ranking = Ranking.of(output);
    Comparator<Integer> ascending = ranking::compare;
    int rows = Math.toIntExact(tensor.rows());
    int columns = rows == 0 ? 0 : Math.toIntExact(Tensor.elements(tensor.shape()) / rows);
    int kept = Math.min(k, columns);
    List<byte[]> strings = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int first = row * columns;
      IntStream.range(first, first + columns)
          .boxed()
          .sorted(ascending.reversed())
          .limit(kept)
          .map(at -> ranking.text(at) + ":" + (at - first) + label(labels, at - first))
          .forEach(text -> strings.add(text.getBytes(StandardCharsets.UTF_8)));
    }
    return new NamedTensor(output.name(), Tensor.ofStrings(new long[] {rows, kept}, strings));
  }

  private static String label(List<String> labels, int index) {
    return index < labels.size() ? ":" + labels.get(index) : "";
  }
}

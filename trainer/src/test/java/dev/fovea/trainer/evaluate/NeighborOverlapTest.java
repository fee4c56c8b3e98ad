package dev.fovea.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighborOverlapTest {

  private static final List<float[]> LINE = points(0, 1, 2, 10, 11, 12);

  @Test
  void findsTheSameNeighboursInTheSameFeatures() {
    assertThat(NeighborOverlap.of(LINE, LINE, 2, 6)).isEqualTo(1);
    assertThat(NeighborOverlap.of(LINE, points(0, 3, 6, 30, 33, 36), 2, 6)).isEqualTo(1);
  }

  @Test
  void countsTheNeighboursThatBothName() {
    // The first point's two nearest become {10, 2} instead of {1, 2}.
    List<float[]> moved = points(0, 40, 2, 3, 11, 12);

    assertThat(NeighborOverlap.of(LINE, moved, 2, 1)).isEqualTo(0.5);
  }

  @Test
  void refusesSetsThatCannotBeCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NeighborOverlap.of(LINE, points(1, 2), 1, 1))
        .withMessageContaining("6 and 2");
  }

  private static List<float[]> points(float... positions) {
    return IntStream.range(0, positions.length)
        .mapToObj(index -> new float[] {positions[index]})
        .toList();
  }
}

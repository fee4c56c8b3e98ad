package dev.fovea.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally(7);

  @Test
  void countsFirstAndAmongFive() {
    tally.add(0, new float[] {0.7f, 0.1f, 0.1f, 0.1f, 0, 0, 0});
    tally.add(3, new float[] {0.3f, 0.25f, 0.2f, 0.15f, 0.1f, 0, 0});
    tally.add(6, new float[] {0.3f, 0.2f, 0.2f, 0.1f, 0.1f, 0.1f, 0});

    assertThat(tally.pictures()).isEqualTo(3);
    assertThat(tally.top1()).isEqualTo(1.0 / 3);
    assertThat(tally.top5()).isEqualTo(2.0 / 3);
    assertThat(tally.confusion().get(3)).isEqualTo(List.of(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void doesNotCountATieAsRight() {
    tally.add(2, new float[7]);

    assertThat(tally.top1()).isZero();
    assertThat(tally.top5()).isZero();
  }

  @Test
  void doesNotCountWhatIsNoNumberAsRight() {
    float[] broken = new float[7];
    Arrays.fill(broken, Float.NaN);
    tally.add(0, broken);

    assertThat(tally.top1()).isZero();
  }
}

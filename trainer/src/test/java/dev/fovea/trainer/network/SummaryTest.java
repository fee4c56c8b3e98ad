package dev.fovea.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static Summary summary(String name) {
    return Summary.of(Networks.named(name, NetworkOptions.NONE));
  }

  private static List<Summary.Row> counted(Summary summary) {
    return summary.rows().stream().filter(row -> row.connections() > 0).toList();
  }

  @Test
  void countsLeNet5AsThePaperDoes() {
    Summary summary = summary("lenet5");

    assertThat(counted(summary))
        .extracting(Summary.Row::name)
        .containsExactly("conv1", "subsample2", "conv3", "subsample4", "conv5", "full6", "rbf6");
    assertThat(counted(summary))
        .extracting(Summary.Row::parameters)
        .containsExactly(156L, 12L, 1_516L, 32L, 48_120L, 10_164L, 0L);
    assertThat(counted(summary))
        .extracting(Summary.Row::connections)
        .containsExactly(122_304L, 5_880L, 151_600L, 2_000L, 48_120L, 10_164L, 840L);
    assertThat(summary.parameters()).isEqualTo(60_000);
    assertThat(summary.connections()).isEqualTo(340_908);
    assertThat(summary.neurons()).isEqualTo(8_094);
    assertThat(summary.multiplyAccumulates()).isEqualTo(326_520);
  }

  @Test
  void countsAlexNetAsThePaperDoes() {
    Summary summary = summary("alexnet");

    assertThat(counted(summary))
        .extracting(Summary.Row::name)
        .containsExactly("conv1", "conv2", "conv3", "conv4", "conv5", "full6", "full7", "full8");
    assertThat(counted(summary))
        .extracting(Summary.Row::parameters)
        .containsExactly(
            34_944L, 307_456L, 885_120L, 663_936L, 442_624L, 37_752_832L, 16_781_312L, 4_097_000L);
    assertThat(counted(summary))
        .extracting(Summary.Row::multiplyAccumulates)
        .containsExactly(
            105_415_200L,
            223_948_800L,
            149_520_384L,
            112_140_288L,
            74_760_192L,
            37_748_736L,
            16_777_216L,
            4_096_000L);
    assertThat(summary.parameters()).isEqualTo(60_965_224);
    assertThat(summary.neurons()).isEqualTo(659_272);
    assertThat(summary.multiplyAccumulates()).isEqualTo(724_406_816);
  }

  @Test
  void followsTheShapesThroughAlexNet() {
    assertThat(summary("alexnet").rows())
        .filteredOn(row -> row.name().matches("(conv|pool).*"))
        .extracting(Summary.Row::output)
        .containsExactly(
            new Shape(96, 55, 55),
            new Shape(96, 27, 27),
            new Shape(256, 27, 27),
            new Shape(256, 13, 13),
            new Shape(384, 13, 13),
            new Shape(384, 13, 13),
            new Shape(256, 13, 13),
            new Shape(256, 6, 6));
  }

  @Test
  void countsTheLaterVariants() {
    assertThat(summary("lenet5-relu").parameters()).isEqualTo(176_050);
    assertThat(summary("alexnet-onetower").parameters()).isEqualTo(61_100_840);
    assertThat(summary("alexnet-onetower").multiplyAccumulates()).isEqualTo(714_188_480);
    assertThat(
            Summary.of(Networks.named("alexnet", NetworkOptions.NONE.withClasses(10))).parameters())
        .isEqualTo(56_909_194);
  }
}

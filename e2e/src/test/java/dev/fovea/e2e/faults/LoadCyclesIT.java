package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads a model, asks it and unloads it, again and again. {@code -Dfovea.cycles=10000} does it that
 * often.
 */
final class LoadCyclesIT {

  private static final int CYCLES = Integer.getInteger("fovea.cycles", 30);
  private static final int SAID = Math.max(10, CYCLES / 20);
  private static final long MOST_GROWTH_MEGABYTES = 100;
  private static final String MODEL = "/v2/repository/models/" + EchoModel.NAME;

  @TempDir private Path folder;

  @Test
  void keepsNothingOfWhatIsUnloaded() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    Launch launch =
        Launch.of(folder, folder.resolve("models"), "--fovea.repository.enabled=true")
            .jvm("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
    try (FoveaProcess fovea = FoveaProcess.start(launch);
        Client client = Client.of(fovea)) {
      Footprint settled = Footprint.of(fovea.pid());
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        assertThat(client.postJson(MODEL + "/unload", "").status()).isEqualTo(200);
        assertThat(client.postJson(MODEL + "/load", "").status()).isEqualTo(200);
        assertThat(new PictureDoor(client).answersRightly(cycle)).isTrue();
        if (cycle == CYCLES / 5) {
          settled = Footprint.of(fovea.pid());
        }
        if (cycle % SAID == 0) {
          System.out.printf("%d cycles: %s%n", cycle, Footprint.of(fovea.pid()));
        }
      }
      Footprint end = Footprint.of(fovea.pid());

      assertThat(end.residentMegabytes())
          .as("resident megabytes after %d cycles; a fifth of the way %s", CYCLES, settled)
          .isLessThan(settled.residentMegabytes() + MOST_GROWTH_MEGABYTES);
      assertThat(end.threads()).isLessThan(settled.threads() + 20);
      assertThat(end.descriptors()).isLessThan(settled.descriptors() + 20);
    }
  }
}

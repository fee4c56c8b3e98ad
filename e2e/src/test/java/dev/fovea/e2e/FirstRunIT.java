package dev.fovea.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who types {@code ./fovea serve} for the first time. */
final class FirstRunIT {

  @TempDir Path folder;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void printsThreeLinesAndNoWallOfLog() throws Exception {
    Process serve = serve();
    try (BufferedReader output = serve.inputReader()) {
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!line.startsWith("fovea: ")) { // what the launcher prepares, once a build
          lines.add(line);
        }
        if (line.contains("Try:")) {
          serve.toHandle().destroy(); // leaves the output open, to be read to its end
        }
      }

      assertThat(lines).hasSize(3);
      assertThat(lines.getFirst())
          .matches(
              "\\d\\d:\\d\\d:\\d\\d Fovea answers at http://localhost:\\d+, to this machine alone");
      assertThat(lines.get(1))
          .contains("Models: ")
          .containsPattern("lenet5/\\d+ \\(cpu, top-1 \\d\\d\\.\\d\\d %\\)");
      assertThat(lines.getLast()).contains("Try: open that address, or curl");
    } finally {
      serve.destroyForcibly();
    }
  }

  private Process serve() throws IOException {
    // A reproducible build dates its jar in the past; the launcher would build it again.
    Files.setLastModifiedTime(
        Repository.path("service/target/fovea-service.jar"), FileTime.from(Instant.now()));
    ProcessBuilder builder =
        new ProcessBuilder(
                Repository.path("fovea").toString(),
                "serve",
                "--port=0",
                "--spring.grpc.server.port=0",
                "--fovea.inference.device=cpu")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("FOVEA_HOME", folder.resolve("var").toString());
    return builder.start();
  }
}

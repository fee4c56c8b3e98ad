package dev.fovea.trainer.cli;

import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.torch.Libtorch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run happens on: code, versions, machine. */
final class Surroundings {

  private Surroundings() {}

  /** Returns a value a name; the commit only where the program runs from its sources. */
  static Map<String, String> now() throws InterruptedException {
    Map<String, String> values = new LinkedHashMap<>();
    String commit = commit();
    if (!commit.isEmpty()) {
      values.put("commit", commit);
    }
    values.put("java", Runtime.version().toString());
    values.put("libtorch", Libtorch.version());
    values.put("onnxruntime", GraphSession.runtimeVersion());
    values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    values.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    values.put("begunAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return values;
  }

  /** Returns the commit of the sources, {@code -dirty} after it where they were changed since. */
  private static String commit() throws InterruptedException {
    Path root = Path.of(System.getenv().getOrDefault("FOVEA_ROOT", "."));
    ProcessBuilder git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = git.start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? answer : "";
    } catch (IOException _) {
      return "";
    }
  }
}

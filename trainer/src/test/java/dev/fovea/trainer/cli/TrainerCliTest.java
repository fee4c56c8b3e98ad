package dev.fovea.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainerCliTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  private final CommandLine line =
      TrainerCli.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(error, true));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "import", "reproduce"})
  void everyCommandSaysTheVersion(String command) {
    assertThat(line.execute(command, "--version")).isZero();
    assertThat(out.toString()).startsWith("fovea ");
  }

  @Test
  void saysThatAFileIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "hello, this is no model");
    Path empty = Files.createFile(folder.resolve("empty.onnx"));

    assertThat(line.execute("import", text.toString())).isEqualTo(1);
    assertThat(line.execute("import", empty.toString())).isEqualTo(1);

    assertThat(error.toString())
        .contains("text.onnx is no ONNX file, or was cut off", "empty.onnx holds no graph");
  }
}

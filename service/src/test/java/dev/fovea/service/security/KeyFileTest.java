package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class KeyFileTest {

  @TempDir private Path folder;

  @Test
  void knowsAKeyByItsHashAlone() throws IOException {
    KeyFile keys = keys(write(Keys.entry("a", "first", "infer")));
    assertThat(keys.find("first")).map(ApiKey::id).hasValue("a");
    assertThat(keys.find("second")).isEmpty();
  }

  @Test
  void rotatesKeysWithoutARestart() throws IOException {
    Path file = write(Keys.entry("old", "first", "infer"));
    KeyFile keys = keys(file);
    write(Keys.entry("old", "first", "infer") + Keys.entry("new", "second", "infer, index"));
    assertThat(keys.find("first")).isPresent();
    assertThat(keys.find("second")).isPresent();
    write(Keys.entry("new", "second", "infer, index, admin"));
    assertThat(keys.find("first")).isEmpty();
  }

  @Test
  void keepsTheKeysWhenTheNewFileIsDamaged() throws IOException {
    KeyFile keys = keys(write(Keys.entry("a", "first", "infer")));
    damage("keys: [oops");
    assertThat(keys.find("first")).isPresent();
  }

  @Test
  void complainsOfADamagedFileOnceAndAgainWhenItIsDamagedAnew(CapturedOutput log)
      throws IOException {
    KeyFile keys = keys(write(Keys.entry("a", "first", "infer")));
    damage("keys: [oops");
    IntStream.range(0, 5).forEach(_ -> keys.find("first"));
    assertThat(complaints(log)).isEqualTo(1);

    write(Keys.entry("b", "second", "infer, index"));
    assertThat(keys.find("second")).isPresent();
    damage("keys: [oops");
    IntStream.range(0, 5).forEach(_ -> keys.find("second"));
    assertThat(complaints(log)).isEqualTo(2);
  }

  @Test
  void refusesAScopeThatDoesNotExist() throws IOException {
    Path file = write(Keys.entry("a", "first", "root"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys(file))
        .withMessageContaining("keys.yaml")
        .withMessageContaining("root");
  }

  @Test
  void refusesAMissingFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys(folder.resolve("absent.yaml")))
        .withMessageContaining("absent.yaml");
  }

  private static KeyFile keys(Path file) {
    return new KeyFile(Optional.of(file));
  }

  private static int complaints(CapturedOutput log) {
    return log.getOut().split("keys stay as they were", -1).length - 1;
  }

  private void damage(String content) throws IOException {
    Files.writeString(folder.resolve("keys.yaml"), content);
  }

  private Path write(String entries) throws IOException {
    return Files.writeString(folder.resolve("keys.yaml"), "keys:\n" + entries);
  }
}

package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Files.writeString(folder.resolve("keys.yaml"), "keys: [oops");
    assertThat(keys.find("first")).isPresent();
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

  private Path write(String entries) throws IOException {
    return Files.writeString(folder.resolve("keys.yaml"), "keys:\n" + entries);
  }
}

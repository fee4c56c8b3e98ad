package dev.fovea.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes results for machines. */
final class JsonFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFile() {}

  /** Returns a value as indented JSON. */
  static String text(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** Writes a value as indented JSON, making the folder if need be. */
  static void write(Path file, Object value) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text(value) + "\n");
  }
}

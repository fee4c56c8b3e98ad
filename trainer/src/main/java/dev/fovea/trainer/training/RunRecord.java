package dev.fovea.trainer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run was begun with, kept as {@code run.json} beside its checkpoint.
 *
 * @param settled what decides the numbers, and must be the same when the run is resumed
 * @param recipe every hyperparameter
 * @param surroundings machine, versions and commit that the run began on
 */
public record RunRecord(
    Map<String, String> settled, Map<String, String> recipe, Map<String, String> surroundings) {

  private static final String FILE = "run.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Copies the maps and sorts them by name. */
  public RunRecord {
    settled = new TreeMap<>(settled);
    recipe = new TreeMap<>(recipe);
    surroundings = new TreeMap<>(surroundings);
  }

  /**
   * Writes the record of a run that begins.
   *
   * @throws IOException if the folder cannot be written
   */
  public void write(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Checks that a run which is resumed is the one that was begun in this folder.
   *
   * @throws IOException naming the first value that differs, or if the record cannot be read
   */
  public void requireSame(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return;
    }
    for (Map.Entry<String, String> value : read(file).settled().entrySet()) {
      String now = settled.getOrDefault(value.getKey(), "");
      if (!now.equals(value.getValue())) {
        throw new IOException(
            "cannot resume: %s was %s, now %s".formatted(value.getKey(), value.getValue(), now));
      }
    }
  }

  private static RunRecord read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), RunRecord.class);
    } catch (JacksonException e) {
      throw new IOException(file + " is no record of a run: " + e.getOriginalMessage(), e);
    }
  }
}

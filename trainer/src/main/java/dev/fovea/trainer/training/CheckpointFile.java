package dev.fovea.trainer.training;

import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.torch.TrainingState;
import dev.fovea.trainer.torch.TrainingState.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint on disk, in the safetensors format that other tools read: the length of a JSON
 * header as a little-endian long, the header, the arrays. It is written beside, brought to the
 * disk, and renamed, so the last whole one survives an interrupt or a full disk.
 */
public final class CheckpointFile {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String METADATA = "__metadata__";
  private static final String CHECKPOINT = "checkpoint";
  private static final int MAX_HEADER = 16 << 20;

  private CheckpointFile() {}

  /**
   * Writes a checkpoint in the place of the one before.
   *
   * @throws IOException if the disk is full or the folder cannot be written; the one before stays
   */
  public static void write(Path file, Checkpoint checkpoint, TrainingState state)
      throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] header = header(checkpoint, state.entries());
      writeFully(channel, littleEndian(Long.BYTES).putLong(header.length).flip());
      writeFully(channel, ByteBuffer.wrap(header));
      for (Entry entry : state.entries()) {
        ByteBuffer bytes = littleEndian(entry.parameter().size() * Float.BYTES);
        bytes.asFloatBuffer().put(state.read(entry));
        writeFully(channel, bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw new IOException(
          "checkpoint not written, the one before it stands: " + e.getMessage(), e);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] header(Checkpoint checkpoint, List<Entry> entries) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, Map.of(CHECKPOINT, JSON.writeValueAsString(checkpoint)));
    long offset = 0;
    for (Entry entry : entries) {
      long end = offset + (long) entry.parameter().size() * Float.BYTES;
      header.put(
          entry.name(),
          Map.of(
              "dtype", "F32",
              "shape", entry.parameter().shape(),
              "data_offsets", List.of(offset, end)));
      offset = end;
    }
    return JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a checkpoint and fills {@code state} with its arrays.
   *
   * @throws IOException if the file is missing, damaged, or of another network
   */
  public static Checkpoint read(Path file, TrainingState state) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      JsonNode header = readHeader(file, channel);
      long data = channel.position();
      for (Entry entry : state.entries()) {
        JsonNode described = header.path(entry.name());
        if (!described.path("shape").toString().equals(shape(entry))) {
          throw new IOException(
              "%s holds %s of shape %s, the network needs %s"
                  .formatted(file, entry.name(), described.path("shape"), shape(entry)));
        }
        state.write(entry, numbers(file, channel, data, entry, described));
      }
      return JSON.readValue(header.path(METADATA).path(CHECKPOINT).asString(), Checkpoint.class);
    } catch (JacksonException e) {
      throw new IOException(file + " is no checkpoint: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Fills the weights whose name and shape the file also has, and leaves the others as they are:
   * how a network begins from what another one learned.
   *
   * @return the parameters that were filled
   * @throws IOException if the file is missing or damaged
   */
  public static List<Parameter> readMatching(Path file, TrainingState state) throws IOException {
    Set<Parameter> filled = new LinkedHashSet<>();
    try (FileChannel channel = FileChannel.open(file)) {
      JsonNode header = readHeader(file, channel);
      long data = channel.position();
      for (Entry entry : state.entries()) {
        JsonNode described = header.path(entry.name());
        boolean weights = entry.part() != TrainingState.Part.VELOCITY;
        if (weights && described.path("shape").toString().equals(shape(entry))) {
          state.write(entry, numbers(file, channel, data, entry, described));
          filled.add(entry.parameter());
        }
      }
      return List.copyOf(filled);
    } catch (JacksonException e) {
      throw new IOException(file + " is no checkpoint: " + e.getOriginalMessage(), e);
    }
  }

  private static float[] numbers(
      Path file, FileChannel channel, long data, Entry entry, JsonNode described)
      throws IOException {
    ByteBuffer bytes = littleEndian(entry.parameter().size() * Float.BYTES);
    readFully(file, channel, data + described.path("data_offsets").path(0).asLong(), bytes);
    float[] numbers = new float[entry.parameter().size()];
    bytes.asFloatBuffer().get(numbers);
    return numbers;
  }

  private static JsonNode readHeader(Path file, FileChannel channel) throws IOException {
    ByteBuffer length = littleEndian(Long.BYTES);
    readFully(file, channel, 0, length);
    long size = length.getLong(0);
    if (size < 2 || size > MAX_HEADER) {
      throw new IOException(file + " is no checkpoint: its header claims " + size + " bytes");
    }
    ByteBuffer header = ByteBuffer.allocate((int) size);
    readFully(file, channel, Long.BYTES, header);
    channel.position(Long.BYTES + size);
    return JSON.readTree(header.array());
  }

  private static String shape(Entry entry) {
    return JSON.valueToTree(entry.parameter().shape()).toString();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void readFully(Path file, FileChannel channel, long from, ByteBuffer bytes)
      throws IOException {
    long position = from;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, position);
      if (read < 0) {
        throw new IOException(file + " ends early: it is cut or no checkpoint");
      }
      position += read;
    }
    bytes.flip();
  }
}

package dev.fovea.service.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory this process may still take, by the machine and by its container. */
final class FreeMemory {

  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
  private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
  private static final Path SHARES = Path.of("/sys/fs/cgroup/memory.stat");

  private FreeMemory() {}

  /** Returns the bytes, or {@link Long#MAX_VALUE} where the system does not say. */
  static long bytes() {
    long machine =
        field(MACHINE, "MemAvailable:").stream()
            .map(kilobytes -> kilobytes * 1024)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    OptionalLong limit = number(LIMIT);
    OptionalLong used = number(USED);
    if (limit.isEmpty() || used.isEmpty()) {
      return machine;
    }
    long reclaimable = field(SHARES, "inactive_file").orElse(0);
    return Math.min(machine, limit.getAsLong() - used.getAsLong() + reclaimable);
  }

  private static OptionalLong number(Path file) {
    try {
      return parse(Files.readString(file).strip());
    } catch (IOException absent) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong field(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length > 1 && words[0].equals(name)) {
          return parse(words[1]);
        }
      }
    } catch (IOException absent) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  /** Reads a number; a limit of {@code max} is none. */
  private static OptionalLong parse(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}

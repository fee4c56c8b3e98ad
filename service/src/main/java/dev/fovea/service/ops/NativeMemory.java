package dev.fovea.service.ops;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Memory of the process that the heap's own metrics do not show. */
final class NativeMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private NativeMemory() {}

  /**
   * Returns resident memory minus the committed heap, in bytes; NaN where the system does not say.
   */
  static double bytes() {
    try {
      long resident =
          Files.readAllLines(STATUS).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .flatMap(line -> Arrays.stream(line.split("\\s+")).skip(1).limit(1))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElseThrow(() -> new IOException("no VmRSS in " + STATUS));
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
      return Math.max(0, resident * 1024 - heap);
    } catch (IOException unknown) {
      return Double.NaN;
    }
  }
}

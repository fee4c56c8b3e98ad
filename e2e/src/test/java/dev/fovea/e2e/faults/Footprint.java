package dev.fovea.e2e.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, as Linux counts it.
 *
 * @param residentMegabytes memory, shared libraries included
 * @param threads of the platform
 * @param descriptors open files and sockets
 */
record Footprint(long residentMegabytes, long threads, long descriptors) {

  /** Looks at a process. */
  static Footprint of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new Footprint(
          number(process, "VmRSS:") / 1024, number(process, "Threads:"), open.count());
    }
  }

  @Override
  public String toString() {
    return "%d MB, %d threads, %d descriptors".formatted(residentMegabytes, threads, descriptors);
  }

  private static long number(Path process, String name) throws IOException {
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}

package dev.fovea.e2e.faults;

import dev.fovea.e2e.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The time of day as a process sees it, which can be moved while it runs; by libfaketime. Every
 * look at a clock becomes slow: a JVM takes five times as long to start.
 */
final class FakeClock {

  private final Path library;
  private final Path offset;

  private FakeClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /**
   * Creates a clock that is right so far.
   *
   * @param folder where the offset is kept
   * @throws TestAbortedException where libfaketime is not installed
   */
  static FakeClock in(Path folder) throws IOException {
    FakeClock clock = new FakeClock(library(), folder.resolve("clock"));
    clock.isOffBy(Duration.ZERO);
    return clock;
  }

  /** Returns the launch of a process that lives by this clock; only the time of day moves. */
  Launch rules(Launch launch) {
    return launch.through(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + offset,
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1");
  }

  /** Moves the clock, within a second or two, to so far from the right time. */
  void isOffBy(Duration distance) throws IOException {
    Path next = offset.resolveSibling("clock.next");
    Files.writeString(next, "%+d".formatted(distance.toSeconds()));
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path library() throws IOException {
    List<Path> folders = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"));
    for (Path folder : folders.stream().filter(Files::isDirectory).toList()) {
      try (Stream<Path> files =
          Files.find(folder, 3, (file, _) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
        List<Path> found = files.toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      }
    }
    throw new TestAbortedException("no clock to move without libfaketime: apt install faketime");
  }
}

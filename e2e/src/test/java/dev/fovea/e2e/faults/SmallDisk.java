package dev.fovea.e2e.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.opentest4j.TestAbortedException;

/** A file system of a few megabytes in memory, which can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {

  private final Path root;
  private final Path filler;

  private SmallDisk(Path root) {
    this.root = root;
    this.filler = root.resolve("filler");
  }

  /**
   * Mounts a disk over an empty folder.
   *
   * @throws TestAbortedException where this process may not mount
   */
  static SmallDisk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    String refusal =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + folder);
    if (!refusal.isEmpty()) {
      throw new TestAbortedException("no small disk without the right to mount one: " + refusal);
    }
    return new SmallDisk(folder);
  }

  Path root() {
    return root;
  }

  /** Writes until there is not one byte of room. */
  void fill() throws IOException {
    for (int chunk = 1 << 20; chunk > 0; chunk /= 16) {
      append(new byte[chunk]);
    }
    if (root.toFile().getUsableSpace() > 0) {
      throw new IOException(root + " has room left");
    }
  }

  private void append(byte[] chunk) {
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException full) {
      // That is what was wanted.
    }
  }

  /** Makes room again. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() {
    try {
      String refusal = run("umount", "" + root);
      if (!refusal.isEmpty()) {
        throw new IllegalStateException(refusal);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Runs a command; returns what it complains of, or nothing. */
  private static String run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException absent) {
      return "" + absent.getMessage();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : output.strip() + " ";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}

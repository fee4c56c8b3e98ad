package dev.fovea.client;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files of a folder, or of one share of it, and those that cannot be read. */
final class PictureFolder {

  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private final List<Service.Refusal> unreadable = Collections.synchronizedList(new ArrayList<>());

  /**
   * Lists a folder with all below it, hidden files left out, sorted by path.
   *
   * @throws IOException if it is no folder
   */
  PictureFolder(Path folder, Shard shard) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("%s is no folder".formatted(folder));
    }
    this.folder = folder;
    Files.walkFileTree(folder, new Listing(shard));
    Collections.sort(files);
  }

  List<Path> files() {
    return files;
  }

  /** A file's path below the folder, with forward slashes. */
  String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  void unreadable(Path file, IOException why) {
    unreadable.add(new Service.Refusal(name(file), "cannot be read: " + why));
  }

  List<Service.Refusal> unreadable() {
    return List.copyOf(unreadable);
  }

  private final class Listing extends SimpleFileVisitor<Path> {

    private final Shard shard;

    Listing(Shard shard) {
      this.shard = shard;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean hidden = file.getFileName().toString().startsWith(".");
      if (!hidden && shard.holds(name(file))) {
        if (Files.isRegularFile(file)) {
          files.add(file);
        } else if (Files.notExists(file)) {
          unreadable(file, new NoSuchFileException("the target of the link"));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      if (shard.holds(name(file))) {
        unreadable(file, why);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

package dev.fovea.service.similarity.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a whole index against its checksums. */
final class IndexCheck {

  private static final Logger LOG = LoggerFactory.getLogger(IndexCheck.class);

  private static final String WITHOUT_LIST = "its list of segments is missing or cannot be read";

  private IndexCheck() {}

  /**
   * Checks an index that was not closed or cannot be opened, and repairs it if that is allowed.
   *
   * @throws DamagedIndex if it is damaged and may not or cannot be repaired
   */
  static void run(Directory directory, Path folder, boolean repair) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      throw DamagedIndex.of(folder, WITHOUT_LIST);
    }
    try (CheckIndex check = new CheckIndex(directory)) {
      CheckIndex.Status status = status(check);
      if (status.clean) {
        LOG.info("{} was not closed; its check found no damage", folder);
      } else if (status.missingSegments) {
        throw DamagedIndex.of(folder, damage(status));
      } else if (!repair) {
        throw DamagedIndex.repairable(folder, damage(status), status.totLoseDocCount);
      } else {
        check.exorciseIndex(status);
        LOG.warn("{} was repaired: {} images are lost", folder, status.totLoseDocCount);
      }
    }
  }

  /** Whether every file that the index needs is there and begins and ends as it was written. */
  static boolean isWhole(Directory directory) throws IOException {
    try (DirectoryReader _ = DirectoryReader.open(directory)) {
      return true;
    } catch (CorruptIndexException | FileNotFoundException | NoSuchFileException | EOFException _) {
      return false;
    }
  }

  /** What is wrong with an index that nobody has open, if anything is; nothing is changed. */
  static Optional<String> damage(Directory directory) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return Optional.of(WITHOUT_LIST);
    }
    try (CheckIndex check = new CheckIndex(directory)) {
      CheckIndex.Status status = status(check);
      return status.clean ? Optional.empty() : Optional.of(damage(status));
    }
  }

  private static String damage(CheckIndex.Status status) {
    return status.missingSegments
        ? WITHOUT_LIST
        : status.numBadSegments + " segments fail their check";
  }

  private static CheckIndex.Status status(CheckIndex check) throws IOException {
    check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
    return check.checkIndex();
  }
}

package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole index against its checksums after the process that had it open did not close it.
 */
final class IndexCheck {

  private static final Logger LOG = LoggerFactory.getLogger(IndexCheck.class);

  private final Directory directory;
  private final Path folder;
  private final boolean repair;

  IndexCheck(Directory directory, Path folder, boolean repair) {
    this.directory = directory;
    this.folder = folder;
    this.repair = repair;
  }

  /**
   * Checks, and repairs if that is allowed.
   *
   * @throws DamagedIndex if the index is damaged and may not or cannot be repaired
   */
  void run() throws IOException {
    if (directory.listAll().length == 0) {
      return;
    }
    try (CheckIndex check = new CheckIndex(directory)) {
      check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
      CheckIndex.Status status = check.checkIndex();
      if (status.clean) {
        LOG.info("{} was not closed; its check found no damage", folder);
      } else if (status.missingSegments || !repair) {
        throw new DamagedIndex(folder, status);
      } else {
        check.exorciseIndex(status);
        LOG.warn("{} was repaired: {} images are lost", folder, status.totLoseDocCount);
      }
    }
  }
}

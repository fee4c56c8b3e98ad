package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.CheckIndex;

/** An index whose files do not pass their checksums, and what can be done about it. */
final class DamagedIndex extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedIndex(Path folder, CheckIndex.Status status) {
    super(
        """
        the index %s is damaged: %s. Restore a snapshot of the collection, or delete the \
        collection and import it again, or start once with fovea.similarity.lucene.repair=true, \
        which loses %d images\
        """
            .formatted(
                name(folder),
                status.missingSegments
                    ? "its list of segments cannot be read"
                    : status.numBadSegments + " segments fail their check",
                status.totLoseDocCount));
  }

  /** Collection and generation: where the index lies is nobody's business but the operator's. */
  private static Path name(Path folder) {
    int parts = folder.getNameCount();
    return folder.subpath(Math.max(0, parts - 2), parts);
  }
}

package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.nio.file.Path;

/** An index whose files are not what was written, and what can be done about it. */
final class DamagedIndex extends IOException {

  private static final long serialVersionUID = 1L;

  private DamagedIndex(String message) {
    super(message);
  }

  /** A collection's index that can only be replaced. */
  static DamagedIndex of(Path folder, String damage) {
    return new DamagedIndex(
        """
        the index %s is damaged: %s. Restore a snapshot of the collection, or delete the \
        collection and import it again\
        """
            .formatted(name(folder), damage));
  }

  /** A collection's index that is readable but for some images. */
  static DamagedIndex repairable(Path folder, String damage, int lost) {
    return new DamagedIndex(
        "%s, or start once with fovea.similarity.lucene.repair=true, which loses %d images"
            .formatted(of(folder, damage).getMessage(), lost));
  }

  /** A snapshot, which shares files with the collection that it was taken of. */
  static DamagedIndex ofSnapshot(String collection, String snapshot, String damage) {
    return new DamagedIndex(
        """
        snapshot '%s' of '%s' is damaged: %s. The collection is as it was; restore another \
        snapshot, or a backup with PUT /v1/collections/%s/contents\
        """
            .formatted(snapshot, collection, damage, collection));
  }

  /** Collection and generation: where the index lies is nobody's business but the operator's. */
  private static Path name(Path folder) {
    int parts = folder.getNameCount();
    return folder.subpath(Math.max(0, parts - 2), parts);
  }
}

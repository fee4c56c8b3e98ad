package dev.fovea.service.similarity;

import static dev.fovea.service.similarity.TestImages.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.service.failure.StorageFull;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.lucene.LuceneEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under an index: a small file system of this test's own. */
class DiskFullTest {

  private static final CollectionSpec SPEC =
      TestImages.spec("photos", 3, Quantization.NONE, "lucene");
  private static final int DISK_BYTES = 4 << 20;
  private static final int ROOM_BYTES = 200 << 10;
  private static final int MORE_THAN_FIT = 10_000;

  @TempDir private Path disk;

  @BeforeEach
  void mount() {
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()),
        "no small file system can be mounted here: that takes root");
  }

  @AfterEach
  void unmount() {
    ran("umount", "-l", disk.toString());
  }

  @Test
  void saysThatTheDiskIsFullKeepsWhatItAcknowledgedAndGoesOn() throws IOException {
    try (LuceneEngine engine = LuceneEngine.in(disk)) {
      engine.draft(SPEC).publish();
      OpenCollection collection = new OpenCollection(SPEC, engine.open("photos"));
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[DISK_BYTES - ROOM_BYTES]);
      int[] stored = {0};

      assertThatExceptionOfType(StorageFull.class)
          .isThrownBy(() -> {
            while (stored[0] < MORE_THAN_FIT) {
              put(collection, stored[0]);
              stored[0]++;
            }
          })
          .withMessageContaining("free space");

      assertThat(stored[0]).isPositive();
      requireAll(collection, stored[0]);
      Files.delete(ballast);
      put(collection, stored[0]);
      requireAll(collection, stored[0] + 1);
      collection.close();
      OpenCollection reopened = new OpenCollection(SPEC, engine.open("photos"));
      requireAll(reopened, stored[0] + 1);
      reopened.close();
    }
  }

  private static void put(OpenCollection collection, int number) {
    collection.write(index -> index.put(List.of(entry("p" + number, number, 0, 0))));
  }

  private static void requireAll(OpenCollection collection, int count) {
    for (int i = 0; i < count; i++) {
      String id = "p" + i;
      Optional<IndexedImage> found = collection.read(index -> index.find(id));
      assertThat(found).as(id).isPresent();
    }
  }

  private static boolean ran(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.TestImages.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.Snapshots;
import dev.fovea.service.similarity.TestImages;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneEngineTest {

  private static final CollectionSpec SPEC =
      TestImages.spec("photos", 3, Quantization.NONE, "lucene");

  @TempDir private Path home;

  @Test
  void restoresASnapshotWhileTheCollectionServes() throws IOException {
    try (LuceneEngine engine = engine()) {
      VectorIndex index = createWith(engine, "a", "b");
      Snapshots snapshots = engine.snapshots().orElseThrow();
      snapshots.take(SPEC, index, "before");
      index.delete("a");
      index.put(List.of(entry("c", 3, 0, 0)));
      index.optimize();

      VectorEngine.Draft restored = snapshots.restore("photos", "before");
      assertThat(ids(restored.index())).containsExactly("a", "b");
      assertThat(ids(index)).containsExactly("b", "c");
      index.close();
      restored.publish();

      try (VectorIndex reopened = engine.open("photos")) {
        reopened.put(List.of(entry("d", 9, 0, 0)));
        assertThat(ids(reopened)).containsExactly("a", "b", "d");
      }
      try (VectorIndex again = snapshots.restore("photos", "before").index()) {
        assertThat(ids(again)).containsExactly("a", "b");
      }
    }
  }

  @Test
  void keepsSnapshotsByName() throws IOException {
    try (LuceneEngine engine = engine();
        VectorIndex index = createWith(engine, "a")) {
      Snapshots snapshots = engine.snapshots().orElseThrow();
      snapshots.take(SPEC, index, "monday");
      snapshots.take(SPEC, index, "friday");

      assertThat(snapshots.list("photos")).containsExactly("friday", "monday");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> snapshots.take(SPEC, index, "monday"))
          .withMessageContaining("exists already");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> snapshots.take(SPEC, index, "../monday"))
          .withMessageContaining("must match");
      assertThat(snapshots.delete("photos", "monday")).isTrue();
      assertThat(snapshots.delete("photos", "monday")).isFalse();
      assertThat(snapshots.list("photos")).containsExactly("friday");
    }
  }

  @Test
  void forgetsASnapshotThatACrashLeftHalfTakenOrHalfDeleted() throws IOException {
    Path half = Files.createDirectories(home.resolve("snapshots/photos/.monday/index"));
    Files.createFile(half.resolve("segments_1"));

    try (LuceneEngine engine = engine();
        VectorIndex index = createWith(engine, "a")) {
      assertThat(half.getParent()).doesNotExist();
      Snapshots snapshots = engine.snapshots().orElseThrow();
      snapshots.take(SPEC, index, "monday");
      assertThat(snapshots.list("photos")).containsExactly("monday");
    }
  }

  @Test
  void forgetsADraftThatACrashLeft() throws IOException {
    try (LuceneEngine engine = engine()) {
      createWith(engine, "a").close();
      engine.draft(SPEC).index().close();
      engine.draft(TestImages.spec("never", 3, Quantization.NONE, "lucene")).index().close();
    }
    try (LuceneEngine engine = engine()) {
      assertThat(engine.collections()).containsExactly(SPEC);
      try (Stream<Path> generations = Files.list(home.resolve("collections/photos"))) {
        assertThat(generations.map(it -> it.getFileName().toString()))
            .containsExactlyInAnyOrder("collection.json", "g1");
      }
      assertThat(home.resolve("collections/never")).doesNotExist();
    }
  }

  @Test
  void refusesADamagedIndexAndSaysWhatToDo() throws IOException {
    writeAndDamage();
    try (LuceneEngine engine = engine()) {
      assertThatThrownBy(() -> engine.open("photos"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("is damaged")
          .hasMessageContaining("Restore a snapshot")
          .hasMessageContaining("loses 2 images");
    }
  }

  @Test
  void refusesAnIndexThatLostItsFilesAndServesItAgainOnceItIsReplaced() throws IOException {
    try (LuceneEngine engine = engine()) {
      VectorIndex index = createWith(engine, "a");
      engine.snapshots().orElseThrow().take(SPEC, index, "monday");
      index.close();
    }
    IOUtils.rm(home.resolve("collections/photos/g1"));
    try (LuceneEngine engine = engine()) {
      assertThatThrownBy(() -> engine.open("photos")).hasMessageContaining("is damaged");

      engine.snapshots().orElseThrow().restore("photos", "monday").publish();

      try (VectorIndex restored = engine.open("photos")) {
        assertThat(ids(restored)).containsExactly("a");
      }
    }
  }

  @Test
  void makesACollectionAnewAfterADamagedOneIsDropped() throws IOException {
    writeAndDamage();
    try (LuceneEngine engine = engine()) {
      assertThatThrownBy(() -> engine.open("photos")).hasMessageContaining("is damaged");
      assertThat(engine.drop("photos")).isTrue();
      try (VectorIndex index = createWith(engine, "z")) {
        assertThat(ids(index)).containsExactly("z");
      }
    }
  }

  @Test
  void refusesASnapshotWhoseFilesAreDamagedAndKeepsTheCollection() throws IOException {
    try (LuceneEngine engine = engine()) {
      VectorIndex index = createWith(engine, "a");
      Snapshots snapshots = engine.snapshots().orElseThrow();
      snapshots.take(SPEC, index, "monday");
      index.put(List.of(entry("b", 2, 0, 0)));
      index.optimize();
      flip(vectors(home.resolve("snapshots/photos/monday/index")).getFirst());

      assertThatThrownBy(() -> snapshots.restore("photos", "monday"))
          .hasMessageContaining("snapshot 'monday' of 'photos' is damaged")
          .hasMessageContaining("PUT /v1/collections/photos/contents");
      assertThat(ids(index)).containsExactly("a", "b");
      index.close();
    }
    assertThat(home.resolve("collections/photos/g2")).doesNotExist();
  }

  @Test
  void repairsADamagedIndexWhenAskedTo() throws IOException {
    writeAndDamage();
    LuceneSettings repairing = new LuceneSettings(home, 64, 1, true, 0);
    try (LuceneEngine engine = new LuceneEngine(repairing);
        VectorIndex index = engine.open("photos")) {
      assertThat(ids(index)).containsExactly("b");
    }
  }

  /** Leaves an index that looks as after a crash, the segment of two of its images broken. */
  private void writeAndDamage() throws IOException {
    Path folder = home.resolve("collections/photos/g1");
    try (LuceneEngine engine = engine()) {
      VectorIndex index = createWith(engine, "a", "c");
      List<Path> broken = vectors(folder);
      index.put(List.of(entry("b", 2, 0, 0)));
      index.close();
      flip(broken.getFirst());
      new OpenMarker(folder).place();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static List<Path> vectors(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(".cfs")).toList();
    }
  }

  private LuceneEngine engine() throws IOException {
    return new LuceneEngine(LuceneSettings.in(home));
  }

  private static VectorIndex createWith(LuceneEngine engine, String... ids) {
    engine.draft(SPEC).publish();
    VectorIndex index = engine.open(SPEC.name());
    index.put(Stream.of(ids).map(id -> entry(id, id.charAt(0) - 'a' + 1, 0, 0)).toList());
    return index;
  }

  private static List<String> ids(VectorIndex index) {
    return index.search(new float[3], Search.nearest(100)).neighbors().stream()
        .map(it -> it.image().id())
        .toList();
  }
}

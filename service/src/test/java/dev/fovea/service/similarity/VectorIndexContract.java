package dev.fovea.service.similarity;

import static dev.fovea.service.similarity.TestImages.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.service.similarity.CollectionSpec.Quantization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine answers alike. Each engine's test extends this and says how it is started. */
public abstract class VectorIndexContract {

  private static final String COLLECTION = "contract";
  private static final float[] ORIGIN = {0, 0, 0};

  private VectorEngine engine;
  private VectorIndex index;

  /** Starts the engine on storage that outlives it within one test and is empty before. */
  protected abstract VectorEngine start() throws Exception;

  /** Stops the engine; its storage stays. */
  protected abstract void stop(VectorEngine running) throws Exception;

  @BeforeEach
  void startEngine() throws Exception {
    engine = start();
    index = create(3, Quantization.NONE);
  }

  @AfterEach
  void stopEngine() throws Exception {
    index.close();
    engine.drop(COLLECTION);
    stop(engine);
  }

  @Test
  void answersNothingFromAnEmptyIndex() {
    assertThat(search(5)).isEmpty();
    assertThat(index.count()).isZero();
    assertThat(index.find("a")).isEmpty();
    assertThat(index.thumbnail("a")).isEmpty();
  }

  @Test
  void findsTheOnlyImageWhateverK() {
    put(entry("a", 3, 0, 4));

    assertThat(search(1_001)).hasSize(1);
    assertThat(search(1).getFirst().distance()).isEqualTo(5);
  }

  @Test
  void ordersByDistanceThenId() {
    put(entry("far", 0, 0, 2), entry("b", 1, 0, 0), entry("c", 0, 1, 0), entry("a", 0, 0, 1));

    assertThat(ids(search(4))).containsExactly("a", "b", "c", "far");
    assertThat(ids(search(2))).containsExactly("a", "b");
  }

  @Test
  void cutsAThousandEqualImagesById() {
    List<Entry> equal = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      equal.add(entry("same-%04d".formatted(i), 1, 1, 1));
    }
    Collections.shuffle(equal, new Random(TestImages.SEED));
    index.put(equal);

    List<Neighbor> neighbors = index.search(ORIGIN, Search.nearest(3).exactly()).neighbors();

    assertThat(ids(neighbors)).containsExactly("same-0000", "same-0001", "same-0002");
  }

  @Test
  void reportsDistancesAtFullPrecision() {
    put(entry("near", 1e-6f, 0, 0), entry("nearer", 5e-7f, 0, 0), entry("far", 30_000, 0, 0));

    List<Neighbor> neighbors = search(3);

    assertThat(ids(neighbors)).containsExactly("nearer", "near", "far");
    assertThat(neighbors.get(0).distance()).isCloseTo(5e-7, within(1e-12));
    assertThat(neighbors.get(2).distance()).isEqualTo(30_000);
  }

  @Test
  void remembersItsRecallWhenItIsOpenedAgain() {
    assertThat(index.recall()).isEmpty();
    Recall measured = new Recall(6, 100, 0.995, 0.98, 1, false, 0.6, 17);

    index.remember(new Recall(6, 100, 0.5, 0.4, 0.6, false, 1, 1));
    index.remember(measured);
    index.close();
    index = engine.open(COLLECTION);

    assertThat(index.recall()).hasValue(measured);
    assertThat(engine.find(COLLECTION)).isPresent();
  }

  @Test
  void agreesWithAPlainComparisonOfAll() {
    List<Entry> entries = TestImages.clustered(300, 84, new Random(TestImages.SEED));
    index.close();
    engine.drop(COLLECTION);
    index = create(84, Quantization.NONE);
    index.put(entries);

    for (Entry query : entries.subList(0, 20)) {
      List<Neighbor> expected = TestImages.nearest(entries, query.features(), 10);
      List<Neighbor> exact =
          index.search(query.features(), Search.nearest(10).exactly()).neighbors();
      assertThat(ids(exact)).isEqualTo(ids(expected));
      for (int i = 0; i < expected.size(); i++) {
        assertThat(exact.get(i).distance()).isCloseTo(expected.get(i).distance(), within(1e-4));
      }
    }
  }

  @Test
  void findsFeaturesOf4096Dimensions() {
    index.close();
    engine.drop(COLLECTION);
    index = create(4_096, Quantization.NONE);
    List<Entry> entries = TestImages.clustered(60, 4_096, new Random(TestImages.SEED));
    index.put(entries);

    for (Entry query : entries.subList(0, 5)) {
      List<Neighbor> found = index.search(query.features(), Search.nearest(6)).neighbors();
      assertThat(ids(found)).isEqualTo(ids(TestImages.nearest(entries, query.features(), 6)));
      assertThat(found.getFirst().distance()).isZero();
    }
  }

  @Test
  void tellsNewImagesFromReplacedOnes() {
    assertThat(index.put(List.of(entry("a", 1, 0, 0), entry("b", 2, 0, 0))))
        .isEqualTo(Set.of("a", "b"));
    assertThat(index.put(List.of(entry("a", 3, 0, 0), entry("c", 4, 0, 0)))).isEqualTo(Set.of("c"));

    assertThat(index.count()).isEqualTo(3);
    assertThat(ids(search(3))).containsExactly("b", "a", "c");
  }

  @Test
  void forgetsADeletedImageAtOnce() {
    put(entry("a", 1, 0, 0), entry("b", 2, 0, 0));

    assertThat(index.delete("a")).isTrue();
    assertThat(index.delete("a")).isFalse();

    assertThat(ids(search(2))).containsExactly("b");
    assertThat(index.find("a")).isEmpty();
    assertThat(index.count()).isEqualTo(1);
  }

  @Test
  void keepsEverythingOfAnEntry() {
    Map<String, Object> metadata =
        Map.of("camera", "X 100", "year", 2012, "gain", 1.5, "raw", true);
    Entry stored = entry("a", "tench", metadata, 1, 2, 3);
    put(stored);

    Entry read = index.entry("a").orElseThrow();

    assertThat(read.image()).isEqualTo(stored.image());
    assertThat(read.features()).containsExactly(1, 2, 3);
    assertThat(read.thumbnail()).isEqualTo(stored.thumbnail());
    assertThat(read.original())
        .hasValueSatisfying(it -> assertThat(it).isEqualTo(stored.original().orElseThrow()));
    assertThat(index.find("a")).contains(stored.image());
    assertThat(index.thumbnail("a"))
        .hasValueSatisfying(it -> assertThat(it).isEqualTo(stored.thumbnail()));
  }

  @Test
  void filtersByLabelAndMetadata() {
    put(
        entry("a", "7", Map.of("year", 2012, "camera", "x"), 1, 0, 0),
        entry("b", "tench", Map.of("year", 2013.5, "raw", true), 2, 0, 0),
        entry("c", null, Map.of("year", "2012", "raw", false), 3, 0, 0),
        entry("d", "great white shark", Map.of(), 4, 0, 0));

    assertThat(passing("label = 7")).containsExactly("a");
    assertThat(passing("label != 7")).containsExactly("b", "c", "d");
    assertThat(passing("label in (tench, 'great white shark')")).containsExactly("b", "d");
    assertThat(passing("year = 2012")).containsExactly("a");
    assertThat(passing("year > 2012")).containsExactly("b");
    assertThat(passing("year >= 2012 and year < 2013.5")).containsExactly("a");
    assertThat(passing("year = '2012'")).containsExactly("c");
    assertThat(passing("raw = true or camera = x")).containsExactly("a", "b");
    assertThat(passing("not (raw = true or camera = x)")).containsExactly("c", "d");
    assertThat(passing("id = d")).containsExactly("d");
    assertThat(passing("sha256 = " + entry("c").image().sha256())).containsExactly("c");
    assertThat(passing("unknown = 1")).isEmpty();
    assertThat(passing("")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void findsAsManyAsAskedForBehindANarrowFilter() {
    List<Entry> entries = TestImages.clustered(400, 3, new Random(TestImages.SEED));
    index.put(entries);

    List<Neighbor> neighbors =
        index
            .search(ORIGIN, Search.nearest(30).where(FilterParser.parse("label = kind3")))
            .neighbors();

    assertThat(neighbors).hasSize(20).allMatch(it -> "kind3".equals(it.image().label()));
  }

  @Test
  void remembersEverythingAfterARestart() throws Exception {
    put(entry("a", 1, 0, 0), entry("b", 2, 0, 0));
    index.delete("a");
    index.close();
    stop(engine);

    engine = start();
    index = engine.open(COLLECTION);

    assertThat(engine.collections()).contains(index(3, Quantization.NONE));
    assertThat(ids(search(2))).containsExactly("b");
  }

  @Test
  void showsEveryStoredImage() {
    put(entry("a", 1, 0, 0), entry("b", 2, 0, 0));
    put(entry("a", 3, 0, 0));
    List<String> images = new ArrayList<>();
    List<Float> features = new ArrayList<>();

    index.forEachImage(image -> images.add(image.id()));
    index.forEachEntry(entry -> features.add(entry.features()[0]));

    assertThat(images).containsExactlyInAnyOrder("a", "b");
    assertThat(features).containsExactlyInAnyOrder(2f, 3f);
  }

  @Test
  void replacesAGenerationOnlyWhenItIsPublished() {
    put(entry("old", 1, 0, 0));
    VectorEngine.Draft discarded = engine.draft(index(3, Quantization.NONE));
    discarded.index().put(List.of(entry("never", 1, 0, 0)));
    discarded.discard();
    VectorEngine.Draft draft = engine.draft(index(3, Quantization.NONE));
    draft.index().put(List.of(entry("new", 1, 0, 0)));
    assertThat(ids(search(3))).containsExactly("old");

    index.close();
    draft.publish();
    index = engine.open(COLLECTION);

    assertThat(ids(search(3))).containsExactly("new");
  }

  @Test
  void forgetsADroppedCollection() {
    index.close();

    assertThat(engine.drop(COLLECTION)).isTrue();

    assertThat(engine.find(COLLECTION)).isEmpty();
    assertThat(engine.drop(COLLECTION)).isFalse();
    index = create(3, Quantization.NONE);
    assertThat(index.count()).isZero();
  }

  @Test
  void refusesFeaturesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> put(entry("a", 1, 2)))
        .withMessageContaining("3 values, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.search(new float[] {1, Float.NaN, 0}, Search.nearest(1)))
        .withMessageContaining("finite");
  }

  @Test
  void losesNothingThatManyWritersWriteAtOnce() throws Exception {
    ConcurrentLinkedQueue<String> added = new ConcurrentLinkedQueue<>();
    List<Thread> writers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int writer = t;
      writers.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 10; i++) {
                  added.addAll(index.put(List.of(entry("w%d-%d".formatted(writer, i), i, 0, 0))));
                  added.addAll(index.put(List.of(entry("shared-" + i, i, writer, 0))));
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(added).hasSize(90).doesNotHaveDuplicates();
    assertThat(index.count()).isEqualTo(90);
    assertThat(search(1_000)).hasSize(90);
  }

  private VectorIndex create(int dimension, Quantization quantization) {
    engine.draft(index(dimension, quantization)).publish();
    return engine.open(COLLECTION);
  }

  private CollectionSpec index(int dimension, Quantization quantization) {
    return TestImages.spec(COLLECTION, dimension, quantization, engine.name());
  }

  private void put(Entry... entries) {
    index.put(List.of(entries));
  }

  private List<Neighbor> search(int k) {
    return index.search(ORIGIN, Search.nearest(k)).neighbors();
  }

  private List<String> passing(String filter) {
    Search search = Search.nearest(10).where(FilterParser.parse(filter));
    return ids(index.search(ORIGIN, search).neighbors());
  }

  private static List<String> ids(List<Neighbor> neighbors) {
    return neighbors.stream().map(it -> it.image().id()).toList();
  }
}

package dev.fovea.service.similarity.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.ReplacedIndex;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.TestImages;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import dev.fovea.service.similarity.VectorIndexContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by three OpenSearch nodes. */
class OpenSearchIndexIT extends VectorIndexContract {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration FOREVER = Duration.ofDays(1);

  @TempDir private static Path folder;
  private static ClusterProcess cluster;

  @BeforeAll
  static void startCluster() throws IOException {
    cluster = new ClusterProcess(folder);
  }

  @AfterAll
  static void stopCluster() throws IOException {
    cluster.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void losesNothingAcknowledgedWhileANodeComesAndGoes() throws Exception {
    OpenSearchEngine engine = start();
    CollectionSpec spec = TestImages.spec("restless", 3, Quantization.NONE, engine.name());
    engine.draft(spec).publish();
    VectorIndex index = engine.open("restless");
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean going = new AtomicBoolean(true);
    Thread writer = Thread.ofVirtual().start(() -> write(index, acknowledged, going));

    for (int node : List.of(2, 1)) {
      cluster.stop(node);
      awaitMore(acknowledged, writer);
      assertThat(index.search(new float[3], Search.nearest(3)).neighbors()).hasSize(3);
      cluster.start(node);
      awaitMore(acknowledged, writer);
    }
    going.set(false);
    writer.join();

    assertThat(index.count()).isGreaterThanOrEqualTo(acknowledged.size());
    for (String id : acknowledged) {
      assertThat(index.find(id)).as(id).isPresent();
    }
    engine.drop("restless");
  }

  @Test
  void everyProcessSeesThatOneRebuildsACollectionAndFollows() {
    OpenSearchEngine one = start();
    OpenSearchEngine other = start();
    CollectionSpec spec = TestImages.spec("shared", 3, Quantization.NONE, one.name());
    one.draft(spec).publish();
    VectorIndex old = other.open("shared");
    old.put(List.of(TestImages.entry("first", 1, 0, 0)));

    VectorEngine.Draft failing = one.draft(spec);
    assertThat(other.isRebuilding("shared")).isTrue();
    assertThatThrownBy(() -> old.put(List.of(TestImages.entry("refused", 2, 0, 0))))
        .isInstanceOf(CollectionBusy.class);
    assertThatThrownBy(() -> old.delete("first")).isInstanceOf(CollectionBusy.class);
    assertThatThrownBy(() -> other.draft(spec)).isInstanceOf(CollectionBusy.class);
    assertThat(ids(old)).containsExactly("first");

    failing.discard();
    assertThat(other.isRebuilding("shared")).isFalse();
    old.put(List.of(TestImages.entry("second", 2, 0, 0)));

    VectorEngine.Draft next = one.draft(spec);
    old.forEachEntry(entry -> next.index().put(List.of(entry)));
    next.publish();
    assertThat(other.isRebuilding("shared")).isFalse();
    assertThatThrownBy(() -> ids(old)).isInstanceOf(ReplacedIndex.class);
    assertThatThrownBy(() -> old.find("first")).isInstanceOf(ReplacedIndex.class);
    assertThatThrownBy(() -> old.delete("first")).isInstanceOf(ReplacedIndex.class);
    assertThatThrownBy(() -> old.put(List.of(TestImages.entry("lost", 3, 0, 0))))
        .isInstanceOf(ReplacedIndex.class);

    VectorIndex followed = other.open("shared");
    followed.put(List.of(TestImages.entry("third", 3, 0, 0)));
    assertThat(ids(followed)).containsExactly("first", "second", "third");
    assertThat(one.drop("shared")).isTrue();
    assertThat(other.collections()).extracting(CollectionSpec::name).doesNotContain("shared");
    assertThatThrownBy(() -> ids(followed)).isInstanceOf(ReplacedIndex.class);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void givesUpARebuildWhoseProcessFellSilent() throws InterruptedException {
    OpenSearchEngine silent = new OpenSearchEngine(properties(cluster.urls(), 8), FOREVER);
    OpenSearchEngine other = new OpenSearchEngine(properties(cluster.urls(), 8), SHORT);
    CollectionSpec spec = TestImages.spec("orphaned", 3, Quantization.NONE, other.name());

    VectorEngine.Draft first = silent.draft(spec);
    awaitGivenUp(other);
    other.draft(spec).publish();
    assertThatThrownBy(first::publish).hasMessageContaining("given up");

    VectorEngine.Draft second = silent.draft(spec);
    awaitGivenUp(other);
    VectorIndex index = other.open("orphaned");
    index.put(List.of(TestImages.entry("kept", 1, 0, 0)));
    assertThatThrownBy(second::publish).hasMessageContaining("given up");
    second.discard();

    VectorEngine.Draft alive = other.draft(spec);
    assertThat(start().isRebuilding("orphaned")).isTrue();
    alive.discard();
    assertThat(ids(silent.open("orphaned"))).containsExactly("kept");
    silent.drop("orphaned");
  }

  @Test
  void saysWhichClusterIsAway() {
    OpenSearchEngine nowhere =
        new OpenSearchEngine(properties(List.of(URI.create("http://127.0.0.1:9")), 2));

    assertThatThrownBy(nowhere::collections)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("http://127.0.0.1:9")
        .hasMessageContaining("is away");
  }

  private static void awaitGivenUp(OpenSearchEngine engine) throws InterruptedException {
    assertThat(engine.isRebuilding("orphaned")).isTrue();
    while (engine.isRebuilding("orphaned")) {
      Thread.sleep(20);
    }
  }

  private static List<String> ids(VectorIndex index) {
    return index.search(new float[3], Search.nearest(10)).neighbors().stream()
        .map(it -> it.image().id())
        .toList();
  }

  /** Writes as a client does that asks again where it got no answer; what it got, counts. */
  private static void write(VectorIndex index, Set<String> acknowledged, AtomicBoolean going) {
    int next = 0;
    while (going.get()) {
      String id = "image-" + next;
      try {
        index.put(List.of(TestImages.entry(id, next, 1, 2)));
      } catch (UncheckedIOException unanswered) {
        continue;
      }
      acknowledged.add(id);
      next++;
    }
  }

  /** Waits until ten more writes are acknowledged: the writer's own pace is the clock. */
  private static void awaitMore(Set<String> acknowledged, Thread writer)
      throws InterruptedException {
    int wanted = acknowledged.size() + 10;
    while (acknowledged.size() < wanted) {
      assertThat(writer.isAlive()).as("the writer goes on").isTrue();
      Thread.sleep(20);
    }
  }

  @Override
  protected OpenSearchEngine start() {
    return new OpenSearchEngine(properties(cluster.urls(), 8));
  }

  @Override
  protected void stop(VectorEngine running) {}

  private static OpenSearchProperties properties(List<URI> urls, int attempts) {
    return new OpenSearchProperties(
        urls,
        "fovea",
        null,
        null,
        null,
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        attempts,
        Duration.ofSeconds(60),
        2,
        1);
  }
}

package dev.fovea.service.similarity.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
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
  void saysWhichClusterIsAway() {
    OpenSearchEngine nowhere =
        new OpenSearchEngine(properties(List.of(URI.create("http://127.0.0.1:9")), 2));

    assertThatThrownBy(nowhere::collections)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("http://127.0.0.1:9")
        .hasMessageContaining("is away");
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

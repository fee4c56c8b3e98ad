package dev.fovea.service.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rebuild and those who write do to each other. */
@Timeout(60)
final class OpenCollectionTest {

  private static final CollectionSpec SPEC =
      TestImages.spec("photos", 2, Quantization.NONE, "lucene");

  private final OpenCollection collection = new OpenCollection(SPEC, unused(VectorIndex.class));
  private final List<String> happened = new CopyOnWriteArrayList<>();

  @Test
  void readsForARebuildOnlyWhenThoseWhoWriteAreDone() throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(() ->
                collection.write(_ -> {
                  writing.countDown();
                  await(goOn);
                  return happened.add("written");
                }));
    writing.await();
    Thread rebuilder = Thread.ofPlatform().start(() -> rebuild(() -> happened.add("read")));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rebuilder.getState() != Thread.State.RUNNABLE);
    goOn.countDown();
    writer.join();
    rebuilder.join();

    assertThat(happened).containsExactly("written", "read");
  }

  @Test
  void refusesToWriteDuringARebuildAndTakesWritesAfterOneThatFailed() {
    rebuild(() ->
        assertThatThrownBy(() -> collection.write(_ -> happened.add("written")))
            .isInstanceOf(CollectionBusy.class));

    collection.write(_ -> happened.add("later"));
    assertThat(happened).containsExactly("later");
  }

  @Test
  void refusesWhatWasComputedForAnotherModel() {
    Embedding other = new Embedding("other", "1", "c".repeat(64), "features", "d".repeat(64), 2);
    CollectionSpec before = SPEC.withEmbedding(other);

    assertThatThrownBy(() -> collection.put(before, List.of())).isInstanceOf(IndexMismatch.class);
    assertThatThrownBy(() -> collection.search(before, new float[2], Search.nearest(1)))
        .isInstanceOf(IndexMismatch.class);
  }

  /** Begins a rebuild that fails as soon as it was to read what is stored. */
  private void rebuild(Runnable reading) {
    assertThatThrownBy(() ->
            collection.rebuild(
                unused(VectorEngine.class),
                SPEC,
                new Generation(
                    () -> {
                      reading.run();
                      throw new UnsupportedOperationException("no draft here");
                    },
                    _ -> {})))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              throw new AssertionError("unexpected call of " + method);
            }));
  }
}

package dev.fovea.service.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who make, drop and use collections do to each other. */
@Timeout(60)
final class CollectionLifecycleTest {

  private final FakeEngine engine = new FakeEngine();
  private final Engines engines =
      new Engines(List.of(engine), new SimilarityProperties(Path.of("unused"), "fake"));
  private final OpenCollections open =
      new OpenCollections(engines, new SimilarityMeters(new SimpleMeterRegistry()));
  private final CollectionLifecycle lifecycle = new CollectionLifecycle(engines, open);

  @ParameterizedTest
  @ValueSource(strings = {"create", "drop", "open"})
  void anEngineThatHangsHoldsUpNoOtherCollection(String work) throws Exception {
    create("other");
    search("other");
    if (!work.equals("create")) {
      create("slow");
    }
    Hanging slow = new Hanging("slow");
    Thread hung =
        Thread.ofPlatform()
            .start(() -> {
              switch (work) {
                case "create" -> create("slow");
                case "drop" -> lifecycle.drop("slow");
                default -> search("slow");
              }
            });
    slow.reached.await();

    search("other");
    create("third");
    search("third");
    lifecycle.drop("third");
    lifecycle.drop("other");
    assertThat(hung.isAlive()).isTrue();

    slow.goOn.countDown();
    hung.join();
    assertThat(engine.find("slow").isPresent()).isNotEqualTo(work.equals("drop"));
  }

  @Test
  void oneOfManyCreatesMakesTheCollectionAndTheOthersFindIt() throws Exception {
    int threads = 16;
    CountDownLatch together = new CountDownLatch(threads);
    List<Future<Boolean>> made = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        made.add(
            clients.submit(() -> {
              together.countDown();
              together.await();
              boolean mine = create("photos").isEmpty();
              search("photos");
              return mine;
            }));
      }
    }

    assertThat(made.stream().filter(Future::resultNow)).hasSize(1);
    assertThat(engine.published).hasValue(1);
  }

  @Test
  void keepsTheNameOfACollectionThatIsFilledForTheFirstTime() {
    lifecycle.publish(
        FakeEngine.spec("photos"),
        _ -> {
          assertThatThrownBy(() -> create("photos")).isInstanceOf(CollectionBusy.class);
          assertThatThrownBy(() -> publish("photos")).isInstanceOf(CollectionBusy.class);
          assertThatThrownBy(() -> search("photos")).isInstanceOf(CollectionNotFound.class);
          assertThatThrownBy(() -> lifecycle.drop("photos")).isInstanceOf(CollectionNotFound.class);
        });

    search("photos");
    lifecycle.drop("photos");
  }

  @Test
  void freesTheNameOfACollectionThatCouldNotBeFilled() {
    IllegalStateException broken = new IllegalStateException("the file breaks off");
    assertThatThrownBy(() ->
            lifecycle.publish(
                FakeEngine.spec("photos"),
                _ -> {
                  throw broken;
                }))
        .isSameAs(broken);

    assertThat(create("photos")).isEmpty();
  }

  @Test
  void dropsNothingThatIsRebuiltAndSearchesItMeanwhile() {
    create("photos");
    OpenCollection held = open.get("photos");
    lifecycle.publish(
        FakeEngine.spec("photos"),
        _ -> {
          assertThatThrownBy(() -> lifecycle.drop("photos")).isInstanceOf(CollectionBusy.class);
          search("photos");
        });

    lifecycle.drop("photos");
    assertThatThrownBy(() -> held.read(VectorIndex::count)).isInstanceOf(CollectionNotFound.class);
    assertThatThrownBy(() -> held.write(VectorIndex::count)).isInstanceOf(CollectionNotFound.class);
  }

  private Optional<CollectionSpec> create(String name) {
    return lifecycle.create(FakeEngine.spec(name));
  }

  private void publish(String name) {
    lifecycle.publish(FakeEngine.spec(name), _ -> {});
  }

  private void search(String name) {
    open.get(name).search(FakeEngine.spec(name), new float[2], Search.nearest(1));
  }

  /** Lets the engine hang as soon as it is to do something to one collection. */
  private final class Hanging {

    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    Hanging(String collection) {
      engine.hook(name -> {
        if (name.equals(collection)) {
          reached.countDown();
          await(goOn);
        }
      });
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

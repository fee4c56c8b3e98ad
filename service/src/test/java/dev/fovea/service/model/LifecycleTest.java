package dev.fovea.service.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.TestStore;
import dev.fovea.service.failure.ModelNotFound;
import dev.fovea.service.failure.ModelNotReady;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.failure.NotEnoughMemory;
import dev.fovea.service.failure.StartupFailure;
import dev.fovea.service.model.ModelProperties.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LifecycleTest {

  private final TestStore store = TestStore.create();
  private final LoadedModels<Fake> models = new LoadedModels<>();
  private final Set<ModelId> broken = ConcurrentHashMap.newKeySet();
  private final List<Object> events = new java.util.concurrent.CopyOnWriteArrayList<>();
  private Lifecycle<Fake> lifecycle = lifecycle(Watch.NONE, "latest");

  /** Something that only remembers whether it was closed. */
  private static final class Fake implements Servable {
    private volatile boolean closed;

    @Override
    public Device device() {
      return Device.CPU;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @AfterEach
  void stop() {
    lifecycle.stop();
  }

  @Test
  void loadsTheLatestVersionAndSaysWhenAllIsLoaded() {
    start(Watch.NONE, "latest", "net", 1, 2);
    assertThat(models.ready().keySet()).containsExactly(new ModelId("net", 2));
    assertThat(events).containsExactly(new ModelsLoaded(store.root().toAbsolutePath()));
  }

  @Test
  void loadsEveryVersionIfThePolicySaysSo() {
    start(Watch.NONE, "all", "net", 1, 2);
    assertThat(models.ready()).hasSize(2);
    assertThat(current()).isEqualTo(2);
  }

  @Test
  void swapsToANewVersionAndRetiresTheOldOne() {
    start(Watch.NONE, "latest", "net", 1);
    Fake old = models.ready().get(new ModelId("net", 1));
    store.quadrants("net", 2, 1);
    lifecycle.load("net");
    assertThat(current()).isEqualTo(2);
    assertThat(models.ready()).hasSize(1);
    assertThat(old).isNotNull().matches(each -> each.closed);
  }

  @Test
  void closesTheOldVersionOnlyAfterItsLastLease() throws Exception {
    start(Watch.NONE, "latest", "net", 1);
    Lease<Fake> lease = models.lease(ModelSelector.current("net"));
    store.quadrants("net", 2, 1);
    Thread load = Thread.ofPlatform().start(() -> lifecycle.load("net"));
    Awaitility.await().until(() -> current() == 2);
    assertThat(lease.servable().closed).isFalse();
    lease.close();
    load.join();
    assertThat(lease.servable().closed).isTrue();
  }

  @Test
  void keepsTheOldVersionServingWhenTheNewOneIsRefused() {
    start(Watch.NONE, "latest", "net", 1);
    store.quadrants("net", 2, 1);
    broken.add(new ModelId("net", 2));
    assertThatThrownBy(() -> lifecycle.load("net"))
        .isInstanceOf(ModelRejected.class)
        .hasMessageContaining("failed to load");
    assertThat(current()).isEqualTo(1);
    VersionStatus refused = models.versions("net").getLast();
    assertThat(refused.state()).isEqualTo(ModelState.UNAVAILABLE);
    assertThat(refused.reason()).contains("broken on purpose");
  }

  @Test
  void findsANewVersionByPolling() {
    start(Watch.POLL, "latest", "net", 1);
    store.quadrants("net", 2, 1);
    Awaitility.await().until(() -> current() == 2);
  }

  @Test
  void loadsNothingUnaskedWhenControlIsExplicit() {
    start(Watch.EXPLICIT, "latest", "net", 1);
    assertThat(models.ready()).isEmpty();
    lifecycle.load("net");
    assertThat(current()).isEqualTo(1);
  }

  @Test
  void unloadsAModelOnRequest() {
    start(Watch.NONE, "latest", "net", 1);
    lifecycle.unload("net");
    assertThat(models.ready()).isEmpty();
    assertThatThrownBy(() -> models.lease(ModelSelector.current("net")))
        .isInstanceOf(ModelNotReady.class);
  }

  @Test
  void movesALabelAndBack() {
    start(Watch.NONE, "all", "net", 1, 2);
    lifecycle.promote(new ModelId("net", 1), "stable");
    assertThat(current()).isEqualTo(1);
    lifecycle.promote(new ModelId("net", 2), "stable");
    assertThat(current()).isEqualTo(2);
    assertThat(lifecycle.rollback("net", "stable")).isEqualTo(new ModelId("net", 1));
    assertThat(current()).isEqualTo(1);
  }

  @Test
  void pointsALabelOnlyAtAVersionThatAnswers() {
    start(Watch.NONE, "latest", "net", 1, 2);
    assertThatThrownBy(() -> lifecycle.promote(new ModelId("net", 1), "canary"))
        .isInstanceOf(ModelNotFound.class);
  }

  @Test
  void refusesAVersionThatMemoryDoesNotHold() {
    ModelVersion version =
        store.add(
            "big",
            1,
            dev.fovea.service.TinyModels.quadrants(1),
            java.util.Optional.of(TestStore.picture(java.util.Optional.of("features"))));
    MemoryCheck check = new MemoryCheck(() -> 1 << 20);
    assertThatThrownBy(() -> check.require(new ModelId("big", 1), version))
        .isInstanceOf(NotEnoughMemory.class)
        .hasMessageContaining("big/1");
  }

  @Test
  void forgetsARefusedVersionThatLeftTheStore() throws Exception {
    broken.add(new ModelId("net", 2));
    start(Watch.POLL, "latest 2", "net", 1, 2);
    assertThat(models.versions("net")).hasSize(2);
    delete(store.root().resolve("net/2"));
    Awaitility.await().until(() -> models.versions("net").size() == 1);
    assertThat(current()).isEqualTo(1);
  }

  @Test
  void retiresAVersionThatLeftTheStore() throws Exception {
    start(Watch.POLL, "all", "net", 1, 2);
    delete(store.root().resolve("net/1"));
    Awaitility.await().until(() -> models.ready().size() == 1);
    assertThat(current()).isEqualTo(2);
  }

  @Test
  void leavesWhatServesAsItIsWhenAskedToLoadItAgain() {
    start(Watch.EXPLICIT, "all", "net", 1, 2);
    lifecycle.load("net");
    Map<ModelId, Fake> before = models.ready();
    lifecycle.load("net");
    assertThat(models.ready()).isEqualTo(before);
    assertThat(before.values()).noneMatch(each -> each.closed);
  }

  @Test
  void refusesAnotherModelUnderANumberThatServes() throws Exception {
    start(Watch.NONE, "latest", "net", 1);
    Fake serving = models.ready().get(new ModelId("net", 1));
    delete(store.root().resolve("net/1"));
    store.quadrants("net", 1, 2);
    assertThatThrownBy(() -> lifecycle.load("net"))
        .isInstanceOf(ModelRejected.class)
        .hasMessageContaining("give the new one the next number");
    assertThat(models.ready().get(new ModelId("net", 1)))
        .isNotNull()
        .isSameAs(serving)
        .matches(each -> !each.closed);
    lifecycle.unload("net");
    lifecycle.load("net");
    assertThat(models.ready().get(new ModelId("net", 1))).isNotSameAs(serving);
  }

  @Test
  void saysThatTheStoreIsMissing() {
    ModelProperties nowhere =
        new ModelProperties(
            store.root().resolve("nowhere"),
            Watch.NONE,
            Duration.ofSeconds(1),
            VersionPolicy.of("latest"),
            Map.of(),
            Map.of(),
            ModelProperties.Signatures.NONE,
            null,
            List.of());
    assertThatThrownBy(() ->
            new Lifecycle<>(
                    new ModelStore(nowhere.store()), nowhere, this::load, models, events::add)
                .begin())
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("nowhere");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void start(Watch watch, String policy, String model, int... versions) {
    for (int version : versions) {
      store.quadrants(model, version, 1);
    }
    lifecycle = lifecycle(watch, policy);
    lifecycle.begin().start();
    Awaitility.await().until(() -> !events.isEmpty());
  }

  private int current() {
    return models.resolve(ModelSelector.current("net")).id().version();
  }

  private Lifecycle<Fake> lifecycle(Watch watch, String policy) {
    ModelProperties properties =
        new ModelProperties(
            store.root(),
            watch,
            Duration.ofMillis(100),
            VersionPolicy.of(policy),
            Map.of(),
            Map.of(),
            ModelProperties.Signatures.NONE,
            null,
            List.of());
    return new Lifecycle<>(
        new ModelStore(store.root()), properties, this::load, models, events::add);
  }

  private Fake load(ModelVersion version) {
    ModelId id = new ModelId(version.manifest().name(), version.manifest().version());
    if (broken.contains(id)) {
      throw new ModelRejected(id.toString(), "broken on purpose");
    }
    return new Fake();
  }
}

package dev.fovea.service.model;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.service.failure.ModelNotFound;
import dev.fovea.service.failure.NoEarlierVersion;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.StartupFailure;
import dev.fovea.service.model.LoadedModels.Slot;
import dev.fovea.service.model.ModelProperties.Watch;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps what is loaded as the store and the policies want it. A new version is loaded beside the
 * old one, takes its place when it is ready, and the old one is retired after its last request; a
 * new version that is refused leaves the old one serving.
 *
 * @param <S> what answers
 */
public final class Lifecycle<S extends Servable> implements ModelControl, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private final ModelStore store;
  private final ModelProperties properties;
  private final LoadedModels<S> models;
  private final VersionLoader<S> loader;
  private final ApplicationEventPublisher events;
  private final Set<ModelId> refused = ConcurrentHashMap.newKeySet();
  private final ReplacedVersions<S> replaced;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final ExecutorService loading =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("load-", 0).daemon().factory());
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch-store").daemon().factory());
  private CompletableFuture<Void> firstLoads = CompletableFuture.completedFuture(null);
  private volatile boolean running;

  /** Creates a lifecycle that does nothing until it is told to begin. */
  public Lifecycle(
      ModelStore store,
      ModelProperties properties,
      ServableFactory<S> factory,
      LoadedModels<S> models,
      ApplicationEventPublisher events) {
    this.store = store;
    this.properties = properties;
    this.models = models;
    this.loader = new VersionLoader<>(store, factory, models, new MemoryCheck(FreeMemory::bytes));
    this.replaced = new ReplacedVersions<>(store, models);
    this.events = events;
  }

  /**
   * Begins to load what the policies want, every version on its own thread; does not wait. So
   * models load while the rest of the service is put together.
   *
   * @return this
   */
  public Lifecycle<S> begin() {
    requireStore();
    properties
        .labels()
        .forEach((model, labels) ->
            labels.forEach((label, version) -> models.label(new ModelId(model, version), label)));
    List<String> names = atStart();
    names.forEach(model -> wanted(model).forEach(id -> models.put(id, Slot.loading("waiting"))));
    firstLoads =
        CompletableFuture.allOf(
            names.stream()
                .map(model -> CompletableFuture.runAsync(() -> reconcile(model), loading))
                .toArray(CompletableFuture[]::new));
    return this;
  }

  /** Announces the first models once they are loaded, and watches the store from then on. */
  @Override
  public void start() {
    running = true;
    var announced =
        firstLoads.thenRunAsync(() -> events.publishEvent(new ModelsLoaded(store.root())), loading);
    if (properties.watch() == Watch.POLL) {
      long millis = properties.pollInterval().toMillis();
      var polling =
          announced.thenRun(() -> {
            var task =
                watching.scheduleWithFixedDelay(this::poll, millis, millis, TimeUnit.MILLISECONDS);
            log.debug("watching {}: {}", store.root(), task);
          });
      log.debug("will watch {}: {}", store.root(), polling);
    }
  }

  /** Retires every version: the last lease first, then the session. Idempotent. */
  @Override
  public void stop() {
    running = false;
    watching.shutdownNow();
    loading.shutdown();
    models.models().forEach(this::retireAll);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, so that models load while it starts and outlive its drain. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void load(String model) {
    if (!inStore().contains(model)) {
      throw new ModelNotFound(model, inStore());
    }
    refused.removeIf(id -> id.name().equals(model));
    Optional<ServingException> refusal = reconcile(model).or(() -> replaced.refusal(model));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  @Override
  public void unload(String model) {
    models.versions(model);
    retireAll(model);
  }

  @Override
  public void promote(ModelId id, String label) {
    try (Lease<S> ready = models.lease(ModelSelector.exactly(id))) {
      models.label(id, label);
      log.info("{} is now {}", ready.version().manifest().name() + "/" + id.version(), label);
    }
  }

  @Override
  public ModelId rollback(String model, String label) {
    ModelId previous =
        models
            .previous(model, label)
            .orElseThrow(() -> new NoEarlierVersion(model, label, answering(model)));
    promote(previous, label);
    return previous;
  }

  private List<Integer> answering(String model) {
    return models.versions(model).stream()
        .filter(it -> it.state() == ModelState.READY)
        .map(it -> it.id().version())
        .toList();
  }

  /** Loads what is wanted and missing, then retires what is there and not wanted. */
  private Optional<ServingException> reconcile(String model) {
    ReentrantLock lock = locks.computeIfAbsent(model, _ -> new ReentrantLock());
    lock.lock();
    try {
      return reconcileLocked(model);
    } finally {
      lock.unlock();
    }
  }

  private Optional<ServingException> reconcileLocked(String model) {
    Set<ModelId> wanted = wanted(model);
    List<CompletableFuture<Optional<ServingException>>> loads = new ArrayList<>();
    for (ModelId id : wanted) {
      if (models.slot(id).filter(slot -> slot.state() == ModelState.READY).isEmpty()
          && !refused.contains(id)) {
        loads.add(CompletableFuture.supplyAsync(() -> loadOne(id), loading));
      }
    }
    List<ServingException> refusals =
        loads.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
    boolean serves = wanted.stream().anyMatch(models::isReady);
    if (serves || wanted.isEmpty()) {
      models.ready().keySet().stream()
          .filter(id -> id.name().equals(model) && !wanted.contains(id))
          .forEach(this::retire);
    }
    forgetVersionsThatAreGone(model);
    return refusals.stream().findFirst();
  }

  /** Drops what is not in memory and not in the store any more. */
  private void forgetVersionsThatAreGone(String model) {
    if (!models.models().contains(model)) {
      return;
    }
    List<Integer> versions = inStore(model);
    models.versions(model).stream()
        .filter(status -> status.state() == ModelState.UNAVAILABLE)
        .map(VersionStatus::id)
        .filter(id -> !versions.contains(id.version()))
        .forEach(models::remove);
  }

  private Optional<ServingException> loadOne(ModelId id) {
    Optional<ServingException> refusal = loader.load(id);
    refusal.ifPresent(_ -> refused.add(id));
    return refusal;
  }

  private void poll() {
    try {
      Set<String> names = new TreeSet<>(inStore());
      names.addAll(models.models());
      refused.removeIf(id -> !names.contains(id.name()) || !wanted(id.name()).contains(id));
      names.forEach(this::reconcile);
      names.forEach(replaced::warn);
    } catch (RuntimeException fault) {
      log.error("looking at the model store failed; trying again", fault);
    }
  }

  private void requireStore() {
    if (!Files.isDirectory(store.root())) {
      throw new StartupFailure(
          "The model store %s is not a folder.".formatted(store.root()),
          "Name a folder of models with --models DIR (--fovea.models.store=DIR), or train one:"
              + " ./fovea train lenet5.");
    }
  }

  /** Returns what the policy selects, and what labels point at. */
  private Set<ModelId> wanted(String model) {
    List<Integer> versions = inStore(model);
    Set<Integer> wanted = new TreeSet<>(properties.policy(model).select(versions));
    models.labels(model).values().stream().filter(versions::contains).forEach(wanted::add);
    Set<ModelId> ids = ConcurrentHashMap.newKeySet();
    wanted.forEach(version -> ids.add(new ModelId(model, version)));
    return ids;
  }

  private List<Integer> inStore(String model) {
    try {
      return store.versions(model);
    } catch (ModelStoreException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private List<String> atStart() {
    return switch (properties.watch()) {
      case NONE, POLL -> inStore();
      case EXPLICIT -> inStore().stream().filter(properties.required()::contains).toList();
    };
  }

  private List<String> inStore() {
    try {
      return store.models();
    } catch (ModelStoreException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private static IllegalStateException unreadable(ModelStoreException fault) {
    return new IllegalStateException(
        "the model store cannot be read: " + fault.getMessage(), fault);
  }

  private void retireAll(String model) {
    models.versions(model).forEach(status -> retire(status.id()));
  }

  private void retire(ModelId id) {
    models
        .slot(id)
        .flatMap(Slot::loaded)
        .ifPresent(loaded -> {
          models.slot(id).ifPresent(slot -> models.put(id, slot.unloading()));
          loaded.retire();
          models.put(id, Slot.unavailable("unloaded"));
        });
  }
}

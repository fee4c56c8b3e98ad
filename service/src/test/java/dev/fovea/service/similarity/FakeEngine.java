package dev.fovea.service.similarity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An engine that keeps names only. What it does to a collection runs into a hook first, which a
 * test may let hang.
 */
final class FakeEngine implements VectorEngine {

  final AtomicInteger published = new AtomicInteger();
  private final Map<String, CollectionSpec> specs = new ConcurrentHashMap<>();
  private volatile Consumer<String> hook = _ -> {};

  /** Has all that follows run into this first: it is told the name of the collection. */
  void hook(Consumer<String> next) {
    hook = next;
  }

  /** A specification that this engine keeps. */
  static CollectionSpec spec(String name) {
    return TestImages.spec(name, 2, CollectionSpec.Quantization.NONE, "fake");
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String description() {
    return "names only";
  }

  @Override
  public List<CollectionSpec> collections() {
    return List.copyOf(specs.values());
  }

  @Override
  public Optional<CollectionSpec> find(String name) {
    return Optional.ofNullable(specs.get(name));
  }

  @Override
  public VectorIndex open(String name) {
    hook.accept(name);
    if (!specs.containsKey(name)) {
      throw new NoSuchElementException(name);
    }
    return findingNothing();
  }

  @Override
  public Draft draft(CollectionSpec spec) {
    hook.accept(spec.name());
    return new Draft() {
      private final VectorIndex index = findingNothing();

      @Override
      public VectorIndex index() {
        return index;
      }

      @Override
      public void publish() {
        specs.put(spec.name(), spec);
        published.incrementAndGet();
      }

      @Override
      public void discard() {
        index.close();
      }
    };
  }

  @Override
  public boolean drop(String name) {
    hook.accept(name);
    return specs.remove(name) != null;
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.empty();
  }

  /** An index that finds nothing, and fails once it is closed. */
  private static VectorIndex findingNothing() {
    boolean[] closed = {false};
    return (VectorIndex)
        Proxy.newProxyInstance(
            VectorIndex.class.getClassLoader(),
            new Class<?>[] {VectorIndex.class},
            (_, method, _) -> {
              if (closed[0]) {
                throw new UncheckedIOException(new IOException("the index is closed"));
              }
              return switch (method.getName()) {
                case "search" -> new Nearest(List.of(), true, 0);
                case "recall" -> Optional.empty();
                case "count" -> 0L;
                case "close" -> {
                  closed[0] = true;
                  yield null;
                }
                default -> throw new UnsupportedOperationException(method.toString());
              };
            });
  }
}

package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Makes collections for models, as clients wish them, and deletes them. */
@Service
public final class ImageCollections {

  private final CollectionLifecycle lifecycle;
  private final OpenCollections open;
  private final Engines engines;
  private final Embedder embedder;

  ImageCollections(
      CollectionLifecycle lifecycle, OpenCollections open, Engines engines, Embedder embedder) {
    this.lifecycle = lifecycle;
    this.open = open;
    this.engines = engines;
    this.embedder = embedder;
  }

  /**
   * How a collection is wanted.
   *
   * @param engine empty for the configured one
   * @param quantization how candidates are searched for
   * @param keepOriginals whether it can be re-indexed from what it holds
   */
  public record Wish(
      ModelSelector model,
      Optional<String> engine,
      Quantization quantization,
      boolean keepOriginals) {

    /** The usual collection for a model. */
    static Wish of(ModelSelector model) {
      return new Wish(model, Optional.empty(), Quantization.NONE, false);
    }
  }

  /**
   * Makes a collection, or finds that it stands as wished.
   *
   * @return whether it was made now
   * @throws IndexMismatch if it stands otherwise
   * @throws CollectionBusy while somebody fills one of this name
   */
  public boolean create(String name, Wish wish) {
    CollectionSpec wished = spec(name, wish);
    Optional<CollectionSpec> standing = lifecycle.create(wished);
    standing.ifPresent(it -> it.requireAlike(wished));
    return standing.isEmpty();
  }

  /**
   * Deletes a collection and all its images.
   *
   * @throws CollectionNotFound if it does not exist
   * @throws CollectionBusy while it is filled or rebuilt
   */
  public void drop(String name) {
    lifecycle.drop(name);
  }

  /**
   * The collection, made on first use if a model is named, and bound to that model.
   *
   * @throws IndexMismatch if it is bound to another
   */
  OpenCollection forUse(String name, Optional<ModelSelector> model) {
    if (model.isPresent()) {
      CollectionSpec wished = spec(name, Wish.of(model.get()));
      lifecycle.create(wished).ifPresent(it -> it.requireComparable(wished.embedding()));
    }
    return open.get(name);
  }

  /** What a collection would be if it were bound to what a model computes now. */
  CollectionSpec rebound(String name, ModelSelector model) {
    return engines.found(name).spec().withEmbedding(embedder.embedding(model));
  }

  private CollectionSpec spec(String name, Wish wish) {
    return CollectionSpec.of(
        name,
        embedder.embedding(wish.model()),
        engines.named(wish.engine()).name(),
        wish.quantization(),
        wish.keepOriginals());
  }
}

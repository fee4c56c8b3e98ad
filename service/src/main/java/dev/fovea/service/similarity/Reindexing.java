package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.ServiceStopping;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.similarity.StoredImages.Upload;
import jakarta.annotation.PreDestroy;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Binds a collection to another model: the originals that it keeps go through that model into a new
 * generation, which replaces the old one in one step. Until then the old one answers.
 */
@Service
public final class Reindexing {

  private final ImageCollections collections;
  private final CollectionLifecycle lifecycle;
  private final OpenCollections open;
  private final Imports imports;
  private final StoredImages images;
  private final SimilarityMeters meters;
  private final Recalls recalls;
  private volatile boolean stopping;

  Reindexing(
      ImageCollections collections,
      CollectionLifecycle lifecycle,
      OpenCollections open,
      Imports imports,
      StoredImages images,
      SimilarityMeters meters,
      Recalls recalls) {
    this.collections = collections;
    this.lifecycle = lifecycle;
    this.open = open;
    this.imports = imports;
    this.images = images;
    this.meters = meters;
    this.recalls = recalls;
  }

  /**
   * Begins; the import under this id tells how far it is.
   *
   * @throws InvalidParameter if the collection keeps no originals
   * @throws CollectionBusy if it is being rebuilt already
   */
  public Import start(String id, String collection, ModelSelector model) {
    OpenCollection old = open.get(collection);
    CollectionSpec next = collections.rebound(collection, model);
    if (!next.keepOriginals()) {
      throw new InvalidParameter(
          "collection",
          "'%s' keeps no originals; send its pictures again with POST …/imports?replace=true"
              .formatted(collection));
    }
    if (old.isRebuilding()) {
      throw new CollectionBusy(collection);
    }
    Import counted = imports.begin(id, collection);
    Thread.ofVirtual().name("reindex-" + collection).start(() -> run(old, next, counted));
    return counted;
  }

  @PreDestroy
  void stop() {
    stopping = true;
  }

  private void run(OpenCollection old, CollectionSpec next, Import counted) {
    try {
      lifecycle.publish(next, draft -> fill(draft, old, next, counted));
      counted.done();
      recalls.settle(next.name(), counted.progress().indexed());
    } catch (ServingException fault) {
      counted.failed(fault.detail());
    } catch (RuntimeException fault) {
      counted.failed(String.valueOf(fault.getMessage()));
      throw fault;
    }
  }

  private void fill(VectorIndex draft, OpenCollection old, CollectionSpec next, Import counted) {
    OpenCollection target = new OpenCollection(next, draft);
    try (Ingestion ingestion = new Ingestion(target, images, meters, counted)) {
      old.read(index -> {
        index.forEachEntry(entry -> take(entry, ingestion));
        return true;
      });
      ingestion.finish();
    }
    ImportProgress progress = counted.progress();
    if (progress.refused() > 0) {
      throw new InvalidParameter(
          "model",
          "cannot read %d of the originals, first %s; the collection stands as it was"
              .formatted(progress.refused(), progress.refusals().getFirst()));
    }
  }

  private void take(Entry entry, Ingestion ingestion) {
    if (stopping) {
      throw new ServiceStopping();
    }
    IndexedImage image = entry.image();
    byte[] original =
        entry
            .original()
            .orElseThrow(
                () -> new InvalidParameter("image", "'%s' has no original".formatted(image.id())));
    ingestion.take(
        image.id(),
        new Upload(original, Optional.of(image.id()), image.labelIfAny(), image.metadata()));
  }
}

package dev.fovea.service.protocol.v1;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.classify.Classifier;
import dev.fovea.service.failure.WrongModelKind;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.model.VersionChoice;
import dev.fovea.service.protocol.Query;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads which model a request means and checks what can be checked before its body is read, so that
 * a wrong name costs no upload.
 */
@Component
final class Selectors {

  private static final int DEFAULT_K = 5;

  private final Catalog catalog;

  Selectors(Catalog catalog) {
    this.catalog = catalog;
  }

  ModelSelector of(String model, String version) {
    return known(new ModelSelector(model, VersionChoice.parse(version)));
  }

  ModelSelector of(String model, Optional<String> version) {
    return version
        .map(text -> of(model, text))
        .orElseGet(() -> known(ModelSelector.current(model)));
  }

  /** Reads {@code k}; without it, five or as many as the model has. */
  int k(ModelSelector model, Query query) {
    Optional<Integer> classes =
        catalog.resolve(model).loaded().map(version -> version.labels().size());
    int most = classes.filter(count -> count > 0).orElse(Integer.MAX_VALUE);
    Optional<Integer> asked = query.integer("k", 1, most);
    asked.ifPresent(k -> Classifier.requireK(k, most));
    return asked.orElse(Math.min(DEFAULT_K, most));
  }

  /** Refuses a model that exposes no features. */
  void requireFeatures(ModelSelector model) {
    Optional<ModelVersion> version = catalog.resolve(model).loaded();
    boolean lacks =
        version
            .flatMap(each -> each.manifest().image())
            .map(ImageContract::features)
            .filter(Optional::isEmpty)
            .isPresent();
    if (lacks) {
      throw new WrongModelKind(model.name(), "has no features output; ask another model");
    }
  }

  private ModelSelector known(ModelSelector selector) {
    catalog.resolve(selector);
    return selector;
  }
}

package dev.fovea.service.protocol.v1;

import dev.fovea.service.classify.Classifier;
import dev.fovea.service.classify.Features;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Answers;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pictures in, the values of the last hidden layer out. */
@RestController
final class FeaturesController {

  private final Classifier classifier;
  private final Bodies bodies;
  private final Selectors selectors;

  FeaturesController(Classifier classifier, Bodies bodies, Selectors selectors) {
    this.classifier = classifier;
    this.bodies = bodies;
    this.selectors = selectors;
  }

  @PostMapping("/v1/models/{model}/features")
  Object features(@PathVariable String model, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("version"));
    return features(selectors.of(model, query.text("version")), request);
  }

  @PostMapping("/v1/models/{model}/versions/{version}/features")
  Object features(
      @PathVariable String model, @PathVariable String version, HttpServletRequest request) {
    Query.of(request, Set.of());
    return features(selectors.of(model, version), request);
  }

  private Object features(ModelSelector model, HttpServletRequest request) {
    selectors.requireFeatures(model);
    Terms terms = Answers.terms(request);
    return Results.of(
        bodies.pictures(request),
        request.getRequestURI(),
        terms,
        picture -> classifier.features(model, picture, terms).thenApply(View::of));
  }

  /** Features as they are written. */
  @SuppressWarnings("ArrayRecordComponent") // a view that is only serialised
  record View(String model, String version, float[] features, TimingView timing) {

    static View of(Features features) {
      return new View(
          features.model().name(),
          Integer.toString(features.model().version()),
          features.values(),
          TimingView.of(features.timing()));
    }
  }
}

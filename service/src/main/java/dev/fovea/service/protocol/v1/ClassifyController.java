package dev.fovea.service.protocol.v1;

import dev.fovea.service.classify.Classification;
import dev.fovea.service.classify.Classifier;
import dev.fovea.service.classify.Prediction;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Answers;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is this: pictures in, labelled classes out. */
@RestController
final class ClassifyController {

  private final Classifier classifier;
  private final Bodies bodies;
  private final Selectors selectors;

  ClassifyController(Classifier classifier, Bodies bodies, Selectors selectors) {
    this.classifier = classifier;
    this.bodies = bodies;
    this.selectors = selectors;
  }

  @PostMapping("/v1/models/{model}/classify")
  Object classify(@PathVariable String model, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("k", "version"));
    return classify(selectors.of(model, query.text("version")), query, request);
  }

  @PostMapping("/v1/models/{model}/versions/{version}/classify")
  Object classify(
      @PathVariable String model, @PathVariable String version, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("k"));
    return classify(selectors.of(model, version), query, request);
  }

  private Object classify(ModelSelector model, Query query, HttpServletRequest request) {
    int k = selectors.k(model, query);
    Terms terms = Answers.terms(request);
    return Results.of(
        bodies.pictures(request),
        request.getRequestURI(),
        terms,
        picture -> classifier.classify(model, picture, k, terms).thenApply(View::of));
  }

  /** A classification as it is written. */
  record View(String model, String version, List<Prediction> predictions, TimingView timing) {

    static View of(Classification classification) {
      return new View(
          classification.model().name(),
          Integer.toString(classification.model().version()),
          classification.predictions(),
          TimingView.of(classification.timing()));
    }
  }
}

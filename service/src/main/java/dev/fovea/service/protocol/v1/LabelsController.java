package dev.fovea.service.protocol.v1;

import dev.fovea.service.failure.FeatureDisabled;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.model.ModelControl;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.protocol.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves the labels that requests choose a version by: promote, and back. */
@RestController
final class LabelsController {

  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final ModelControl control;
  private final boolean enabled;

  LabelsController(
      ModelControl control, @Value("${fovea.repository.enabled:false}") boolean enabled) {
    this.control = control;
    this.enabled = enabled;
  }

  @PutMapping("/v1/models/{model}/labels/{label}")
  View promote(@PathVariable String model, @PathVariable String label, HttpServletRequest request) {
    requireEnabled();
    Query query = Query.of(request, Set.of("version"));
    int version =
        query
            .integer("version", 1, Integer.MAX_VALUE)
            .orElseThrow(() -> new InvalidParameter("version", "is missing: ?version=2"));
    ModelId id = new ModelId(model, version);
    control.promote(id, label(label));
    return View.of(id, label);
  }

  @PostMapping("/v1/models/{model}/labels/{label}/rollback")
  View rollback(
      @PathVariable String model, @PathVariable String label, HttpServletRequest request) {
    requireEnabled();
    Query.of(request, Set.of());
    return View.of(control.rollback(model, label(label)), label);
  }

  private void requireEnabled() {
    if (!enabled) {
      throw new FeatureDisabled("moving labels", "fovea.repository.enabled");
    }
  }

  private static String label(String text) {
    if (!LABEL.matcher(text).matches()) {
      throw new InvalidParameter("label", "must be like 'stable', got '" + text + "'");
    }
    return text;
  }

  /** Where a label points, as it is written. */
  record View(String model, String label, String version) {
    static View of(ModelId id, String label) {
      return new View(id.name(), label, Integer.toString(id.version()));
    }
  }
}

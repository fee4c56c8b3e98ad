package dev.fovea.service.protocol.v1;

import dev.fovea.service.model.Catalog;
import dev.fovea.service.protocol.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Which models there are, in which state, on which device, how good. */
@RestController
final class ModelsController {

  private final Catalog catalog;

  ModelsController(Catalog catalog) {
    this.catalog = catalog;
  }

  @GetMapping("/v1/models")
  Models models(HttpServletRequest request) {
    Query.of(request, Set.of());
    return new Models(catalog.models().stream().map(this::model).toList());
  }

  @GetMapping("/v1/models/{model}")
  Model model(@PathVariable String model, HttpServletRequest request) {
    Query.of(request, Set.of());
    return model(model);
  }

  private Model model(String name) {
    return new Model(name, catalog.versions(name).stream().map(VersionView::of).toList());
  }

  /** All models as they are written. */
  record Models(List<Model> models) {}

  /** One model as it is written. */
  record Model(String name, List<VersionView> versions) {}
}

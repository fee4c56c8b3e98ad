package dev.fovea.service.ops;

import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelProperties;
import dev.fovea.service.model.ModelState;
import dev.fovea.service.model.VersionStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when every required model has a version that answers; otherwise says how far each is. */
@Component("models")
final class ModelsHealth implements HealthIndicator {

  private final Catalog catalog;
  private final ModelProperties properties;

  ModelsHealth(Catalog catalog, ModelProperties properties) {
    this.catalog = catalog;
    this.properties = properties;
  }

  @Override
  public Health health() {
    List<String> present = catalog.models();
    List<String> required = properties.required().isEmpty() ? present : properties.required();
    Map<String, Object> details = new TreeMap<>();
    present.forEach(model ->
        catalog.versions(model).forEach(each -> details.put(each.id().toString(), line(each))));
    boolean serving = required.stream().allMatch(model -> present.contains(model) && serves(model));
    return (serving ? Health.up() : Health.outOfService()).withDetails(details).build();
  }

  private boolean serves(String model) {
    return catalog.versions(model).stream().anyMatch(each -> each.state() == ModelState.READY);
  }

  private static String line(VersionStatus status) {
    String device = status.device().map(each -> " on " + each).orElse("");
    return status.reason().isEmpty()
        ? status.state() + device
        : status.state() + ": " + status.reason();
  }
}

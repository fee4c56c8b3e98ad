package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.v2.ModelConfigurations;
import dev.fovea.service.protocol.v2.ModelDescriptions;
import dev.fovea.service.protocol.v2.ModelStatistics;
import dev.fovea.service.protocol.v2.StatisticsReport;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a model is, whether it is ready, how it is set up, what it did. */
@RestController
final class ModelController {

  /** A model, as the paths name it. */
  static final String MODEL = "/v2/models/{model:[A-Za-z0-9_.-]+}";

  /** One version of a model, as the paths name it. */
  static final String VERSION = MODEL + "/versions/{version:[0-9]+}";

  private final ModelDescriptions descriptions;
  private final ModelConfigurations configurations;
  private final StatisticsReport statistics;

  ModelController(
      ModelDescriptions descriptions,
      ModelConfigurations configurations,
      StatisticsReport statistics) {
    this.descriptions = descriptions;
    this.configurations = configurations;
    this.statistics = statistics;
  }

  @GetMapping({MODEL, VERSION})
  ResponseEntity<byte[]> metadata(
      @PathVariable String model, @PathVariable Optional<String> version) {
    return Json.ok(descriptions.metadata(selector(model, version)));
  }

  @GetMapping({MODEL + "/ready", VERSION + "/ready"})
  ResponseEntity<byte[]> ready(@PathVariable String model, @PathVariable Optional<String> version) {
    boolean ready = descriptions.ready(selector(model, version));
    return Json.of(ready ? 200 : ServerController.NOT_READY, new Ready(model, ready));
  }

  @GetMapping({MODEL + "/config", VERSION + "/config"})
  ResponseEntity<byte[]> configuration(
      @PathVariable String model, @PathVariable Optional<String> version) {
    return Json.ok(configurations.of(selector(model, version)));
  }

  @GetMapping("/v2/models/stats")
  ResponseEntity<byte[]> statistics() {
    return Json.ok(new Statistics(statistics.all()));
  }

  @GetMapping(MODEL + "/stats")
  ResponseEntity<byte[]> statistics(@PathVariable String model) {
    return Json.ok(new Statistics(statistics.ofModel(model)));
  }

  @GetMapping(VERSION + "/stats")
  ResponseEntity<byte[]> statistics(@PathVariable String model, @PathVariable String version) {
    return Json.ok(
        new Statistics(statistics.ofVersion(ModelDescriptions.selector(model, version))));
  }

  private static ModelSelector selector(String model, Optional<String> version) {
    return ModelDescriptions.selector(model, version.orElse(""));
  }

  /** What a model's readiness answers. */
  record Ready(String name, boolean ready) {}

  /** What the statistics answer. */
  record Statistics(List<ModelStatistics> modelStats) {}
}

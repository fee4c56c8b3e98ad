package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.v2.Repository;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the store has; loading and unloading it. */
@RestController
final class RepositoryController {

  private static final String MODEL = "/v2/repository/models/{model:[A-Za-z0-9_.-]+}";

  private final Repository repository;
  private final Bodies bodies;

  RepositoryController(Repository repository, Bodies bodies) {
    this.repository = repository;
    this.bodies = bodies;
  }

  @PostMapping("/v2/repository/index")
  ResponseEntity<byte[]> index(HttpServletRequest request) {
    boolean readyOnly = read(request, IndexRequest.class).map(IndexRequest::ready).orElse(false);
    return Json.ok(repository.index(readyOnly));
  }

  @PostMapping(MODEL + "/load")
  void load(@PathVariable String model, HttpServletRequest request) {
    repository.load(model, parameters(request).keySet());
  }

  @PostMapping(MODEL + "/unload")
  void unload(@PathVariable String model) {
    repository.unload(model);
  }

  private Map<String, Object> parameters(HttpServletRequest request) {
    return read(request, ModelRequest.class).map(ModelRequest::parameters).orElse(Map.of());
  }

  /** Reads the body, which may be empty. */
  private <T> Optional<T> read(HttpServletRequest request, Class<T> type) {
    byte[] body = bodies.json(request);
    return body.length == 0
        ? Optional.empty()
        : Optional.ofNullable(
            ProtocolJson.parsing(() -> ProtocolJson.MAPPER.readValue(body, type)));
  }

  /** What the index may be asked with. */
  record IndexRequest(boolean ready) {}

  /** What loading and unloading may be asked with. */
  record ModelRequest(@Nullable Map<String, Object> parameters) {}
}

package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.protocol.v2.ServerDescription;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server is, whether it lives, whether it is ready. */
@RestController
final class ServerController {

  /** The status of "not ready": the specification says 4xx, Triton 400. */
  static final int NOT_READY = 400;

  private final ServerDescription server;

  ServerController(ServerDescription server) {
    this.server = server;
  }

  @GetMapping({"/v2", "/v2/"})
  ResponseEntity<byte[]> metadata() {
    return Json.ok(server.metadata());
  }

  @GetMapping("/v2/health/live")
  ResponseEntity<byte[]> live() {
    return Json.ok(new Live(true));
  }

  @GetMapping("/v2/health/ready")
  ResponseEntity<byte[]> ready() {
    boolean ready = server.ready();
    return Json.of(ready ? 200 : NOT_READY, new Ready(ready, true));
  }

  /** What liveness answers. */
  record Live(boolean live) {}

  /** What readiness answers; the specification prints {@code live} here too. */
  record Ready(boolean ready, boolean live) {}
}

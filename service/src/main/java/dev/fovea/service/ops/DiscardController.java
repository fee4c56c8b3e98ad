package dev.fovea.service.ops;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reads a body and does nothing with it: what the server itself costs, for the benchmark to compare
 * with. Off unless {@code fovea.ops.discard} is true.
 */
@RestController
@ConditionalOnBooleanProperty("fovea.ops.discard")
final class DiscardController {

  @PostMapping("/ops/discard")
  Discarded discard(HttpServletRequest request) throws IOException {
    return new Discarded(request.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** What was read. */
  record Discarded(long bytes) {}
}

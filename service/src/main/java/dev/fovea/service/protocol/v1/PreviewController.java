package dev.fovea.service.protocol.v1;

import dev.fovea.service.inference.Previews;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A picture in, the picture as the model sees it out. */
@RestController
final class PreviewController {

  private final Previews previews;
  private final Bodies bodies;
  private final Selectors selectors;

  PreviewController(Previews previews, Bodies bodies, Selectors selectors) {
    this.previews = previews;
    this.bodies = bodies;
    this.selectors = selectors;
  }

  @PostMapping(path = "/v1/models/{model}/preview", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] preview(@PathVariable String model, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("version"));
    return previews.png(
        selectors.of(model, query.text("version")), bodies.pictures(request).encoded().getFirst());
  }
}

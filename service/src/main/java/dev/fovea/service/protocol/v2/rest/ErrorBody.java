package dev.fovea.service.protocol.v2.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fovea.service.protocol.ErrorForm;
import dev.fovea.service.protocol.Failure;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The protocol's form of a failure: {@code {"error": "what happened"}} and nothing else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ErrorBody implements ErrorForm {

  /**
   * The body.
   *
   * @param error what happened and what to do
   */
  record Body(@JsonProperty("error") String error) {}

  @Override
  public boolean covers(String path) {
    return path.equals("/v2") || path.startsWith("/v2/");
  }

  @Override
  public MediaType type() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public Object body(Failure failure, String path) {
    return new Body(failure.detail());
  }
}

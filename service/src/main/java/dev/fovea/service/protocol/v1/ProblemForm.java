package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fovea.service.protocol.ErrorForm;
import dev.fovea.service.protocol.Failure;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** RFC 9457 problem details: the form of every path that no other protocol claims. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemForm implements ErrorForm {

  ProblemForm() {}

  /**
   * A problem as it is written.
   *
   * @param type stable URI of the kind, {@code urn:fovea:problem:} and its name
   * @param title the kind in a few words
   * @param status HTTP status
   * @param detail what happened and what to do
   * @param instance the request's path
   */
  public record Problem(
      @JsonProperty("type") String type,
      @JsonProperty("title") String title,
      @JsonProperty("status") int status,
      @JsonProperty("detail") String detail,
      @JsonProperty("instance") String instance) {

    /** Writes a failure down. */
    public static Problem of(Failure failure, String path) {
      return new Problem(
          "urn:fovea:problem:" + failure.type(),
          failure.title(),
          failure.status(),
          failure.detail(),
          path);
    }
  }

  @Override
  public boolean covers(String path) {
    return true;
  }

  @Override
  public MediaType type() {
    return MediaType.APPLICATION_PROBLEM_JSON;
  }

  @Override
  public Object body(Failure failure, String path) {
    return Problem.of(failure, path);
  }
}

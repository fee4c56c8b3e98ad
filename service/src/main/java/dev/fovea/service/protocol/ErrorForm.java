package dev.fovea.service.protocol;

import org.springframework.http.MediaType;

/**
 * How a protocol writes failures. The first form, by {@link
 * org.springframework.core.annotation.Order}, that covers the request's path is used, also for
 * requests that reach no controller.
 */
public interface ErrorForm {

  /** Tells whether requests to this path belong to the protocol. */
  boolean covers(String path);

  /** Returns the type of the body. */
  MediaType type();

  /** Returns the body, to be written as JSON. */
  Object body(Failure failure, String path);
}

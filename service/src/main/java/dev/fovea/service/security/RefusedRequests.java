package dev.fovea.service.security;

import dev.fovea.service.failure.ServingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets the protocol that a path belongs to word a refusal, as it words every other failure. */
@Component
final class RefusedRequests {

  private final HandlerExceptionResolver resolver;

  RefusedRequests(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    this.resolver = resolver;
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Exception refusal) {
    resolver.resolveException(request, response, null, refusal);
  }

  void answer(HttpServletRequest request, HttpServletResponse response, ServingException refusal) {
    answer(request, response, (Exception) refusal);
  }
}

package dev.fovea.service.protocol;

import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.failure.ServingException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns everything a controller, or the way to one, throws into an answer. */
@RestControllerAdvice
final class ErrorAdvice {

  private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

  private final ErrorForms forms;

  ErrorAdvice(ErrorForms forms) {
    this.forms = forms;
  }

  @ExceptionHandler
  ResponseEntity<Object> serving(ServingException failure, HttpServletRequest request) {
    if (failure instanceof InferenceFailed) {
      log.error("{}", failure.detail(), failure);
    }
    return respond(Failures.of(failure), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> unknownPath(NoResourceFoundException missing, HttpServletRequest request) {
    return respond(
        Failures.of(404, "there is nothing at " + request.getRequestURI() + "; see /docs"),
        request,
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> otherMethod(
      HttpRequestMethodNotSupportedException other, HttpServletRequest request) {
    String[] known = other.getSupportedMethods();
    String advice = known == null ? "see /docs" : "use " + String.join(" or ", known);
    return respond(
        Failures.of(405, "%s is not answered here; %s".formatted(other.getMethod(), advice)),
        request,
        other.getHeaders());
  }

  /** Answers nobody: the connection is gone. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException broken) {
    log.debug("the client went away: {}", broken.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<Object> anything(Exception fault, HttpServletRequest request) {
    if (fault instanceof ErrorResponse refusal) {
      int status = refusal.getStatusCode().value();
      String detail = String.valueOf(refusal.getBody().getDetail());
      return respond(Failures.of(status, detail), request, refusal.getHeaders());
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), fault);
    return respond(
        Failures.of(500, "a fault of the service, which its log describes"),
        request,
        HttpHeaders.EMPTY);
  }

  private ResponseEntity<Object> respond(
      Failure failure, HttpServletRequest request, HttpHeaders headers) {
    return forms.response(failure, request.getRequestURI(), headers);
  }
}

package dev.fovea.service.protocol;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Gives a failure the form of the protocol that its request belongs to. */
@Component
final class ErrorForms {

  private final List<ErrorForm> forms;

  ErrorForms(List<ErrorForm> forms) {
    this.forms = List.copyOf(forms);
  }

  ResponseEntity<Object> response(Failure failure, String path, HttpHeaders headers) {
    ErrorForm form = forms.stream().filter(each -> each.covers(path)).findFirst().orElseThrow();
    return ResponseEntity.status(failure.status())
        .headers(headers)
        .headers(retry(failure))
        .contentType(form.type())
        .body(form.body(failure, path));
  }

  private static HttpHeaders retry(Failure failure) {
    HttpHeaders headers = new HttpHeaders();
    failure
        .retryAfter()
        .ifPresent(wait ->
            headers.set(
                HttpHeaders.RETRY_AFTER, "" + Math.max(1, wait.plusMillis(999).toSeconds())));
    return headers;
  }
}

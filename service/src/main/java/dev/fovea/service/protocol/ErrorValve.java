package dev.fovea.service.protocol;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat refuses before any filter sees it, such as a URI with a forbidden character.
 */
final class ErrorValve extends ErrorReportValve {

  private final ErrorForms forms;
  private final JsonMapper json;

  ErrorValve(ErrorForms forms, JsonMapper json) {
    this.forms = forms;
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String path = request.getRequestURI() == null ? "/" : request.getRequestURI();
    ResponseEntity<Object> answer =
        forms.response(Failures.of(status, detail(status)), path, HttpHeaders.EMPTY);
    try {
      response.setContentType(String.valueOf(answer.getHeaders().getContentType()));
      response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
      response.finishResponse();
    } catch (IOException _) {
      // the client is gone, and it was an error anyway
    }
  }

  private static String detail(int status) {
    return switch (status) {
      case 501 -> "this method or Transfer-Encoding is not known here; see /docs";
      case 505 -> "this version of HTTP is not spoken here; use HTTP/1.1";
      default ->
          status < 500
              ? "the request is not valid HTTP, or larger than allowed: check its line, its headers"
                  + " and its URL's encoding; bounds are server.max-http-request-header-size and"
                  + " fovea.http.max-header-count"
              : "a fault of the service, which its log describes";
    };
  }
}

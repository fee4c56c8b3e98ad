package dev.fovea.service.protocol;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what the container or a filter refused after the request was parsed. */
@Controller
final class ErrorPage implements ErrorController {

  private final ErrorForms forms;

  ErrorPage(ErrorForms forms) {
    this.forms = forms;
  }

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
            ? uri
            : request.getRequestURI();
    String message =
        request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String text
                && !text.isBlank()
            ? text
            : detail(status);
    return forms.response(Failures.of(status, message), path, HttpHeaders.EMPTY);
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 ->
          "the request was refused: its method is unknown, its body is not framed as HTTP asks, or"
              + " its path is not plain, so without //, ;, .. and encoded slashes";
      case 404 -> "there is nothing here; see /docs";
      case 416 -> "the file has no such range";
      default -> "the request was refused";
    };
  }
}

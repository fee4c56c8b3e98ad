package dev.fovea.service.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.inference.Terms;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Waiting for an answer that never comes. */
@Import(AnswersIT.Never.class)
final class AnswersIT extends LiveService {

  private static final CompletableFuture<Terms> LAST = new CompletableFuture<>();

  /** Waits for ever. */
  @RestController
  static class Never {
    @PostMapping("/test/never")
    Object never(HttpServletRequest request) throws IOException {
      request.getInputStream().readAllBytes();
      Terms terms = Answers.terms(request);
      LAST.complete(terms);
      return Answers.await(new CompletableFuture<>(), terms);
    }
  }

  @Test
  void cancelsTheWorkOfAClientThatWentAway() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket
          .getOutputStream()
          .write(
              "POST /test/never HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(LAST.get().cancellation().isCancelled()).isFalse();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> LAST.get().cancellation().isCancelled());
  }

  @Test
  void answersWhenTheDeadlineHasPassed() {
    var response =
        send(
            request("/test/never")
                .header("Fovea-Timeout-Millis", "50")
                .POST(BodyPublishers.ofString("x")));
    problem(response, 504, "deadline-exceeded");
  }
}

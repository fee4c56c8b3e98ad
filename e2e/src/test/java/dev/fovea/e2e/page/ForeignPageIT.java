package dev.fovea.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page of another site, opened in a browser beside the service. */
final class ForeignPageIT {

  private static final byte[] PAGE =
      "<!doctype html><title>elsewhere</title>".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension static final ServedPage SERVED = new ServedPage();

  private HttpServer elsewhere;
  private String home;
  private Page foreign;

  @BeforeEach
  void open() throws IOException {
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, PAGE.length);
          try (exchange) {
            exchange.getResponseBody().write(PAGE);
          }
        });
    elsewhere.start();
    Page ours = SERVED.open("/");
    home = (String) ours.evaluate("location.origin");
    foreign = ours.context().browser().newContext().newPage();
    foreign.navigate("http://localhost:" + elsewhere.getAddress().getPort() + "/");
  }

  @AfterEach
  void close() {
    foreign.context().close();
    elsewhere.stop(0);
  }

  @Test
  void cannotMakeTheServiceWork() {
    String classify = home + "/v1/models/lenet5/classify";
    Response answer =
        foreign.waitForResponse(
            classify,
            () ->
                foreign.evaluate(
                    "url => fetch(url, {method: 'POST', mode: 'no-cors', body: 'x'}).then(() => 0)",
                    classify));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void mayLinkToTheService() {
    foreign.evaluate("url => { location.href = url; }", home + "/");

    foreign.waitForSelector("html[data-started]");
    assertThat(foreign.url()).startsWith(home);
  }
}

package dev.fovea.e2e.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Repository;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged service with the models of the checkout, and a browser beside it. Both are started
 * once for all the classes that use them.
 */
final class ServedPage implements BeforeAllCallback {

  private static final String KEY = ServedPage.class.getName();

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private @Nullable Running running;

  /** The two processes, stopped after the last class. */
  private record Running(FoveaProcess fovea, Chromium chromium, HttpClient client)
      implements AutoCloseable {

    static Running start() {
      try {
        Path folder = Files.createTempDirectory("fovea-page");
        FoveaProcess fovea = FoveaProcess.start(folder, Repository.path("model-store/models"));
        String home = "http://127.0.0.1:" + fovea.port();
        return new Running(fovea, Chromium.start(home), HttpClient.newHttpClient());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public void close() {
      client.close();
      chromium.close();
      fovea.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(KEY, _ -> Running.start(), Running.class);
  }

  /** Opens a page of the service on a desk, in daylight. */
  Page open(String path) {
    return running().chromium().open(path);
  }

  /** Opens a page of the service in a window of this size. */
  Page open(String path, int width, int height, ColorScheme scheme) {
    return running().chromium().open(path, width, height, scheme);
  }

  /** Returns what the browser complained about since its start. */
  List<String> complaints() {
    return running().chromium().complaints();
  }

  /** Returns the sentence in which the service refuses a body. */
  String detailOf(String path, byte[] body) {
    String problem = post(path, HttpRequest.BodyPublishers.ofByteArray(body));
    return JSON.readTree(problem).path("detail").asString();
  }

  /** Returns how many operations the contract has. */
  int operations() {
    return JSON.readTree(get("/openapi.json"))
        .path("paths")
        .valueStream()
        .mapToInt(path -> (int) path.propertyNames().stream().filter(METHODS::contains).count())
        .sum();
  }

  /** Sends a picture again and again; returns when the last answer is in. */
  void classify(Path picture, int times) {
    for (int i = 0; i < times; i++) {
      try {
        post("/v1/models/lenet5/classify", HttpRequest.BodyPublishers.ofFile(picture));
      } catch (FileNotFoundException missing) {
        throw new UncheckedIOException(missing);
      }
    }
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(running().fovea().uri(path)).build());
  }

  private String post(String path, HttpRequest.BodyPublisher body) {
    return send(
        HttpRequest.newBuilder(running().fovea().uri(path))
            .header("Content-Type", "image/png")
            .POST(body)
            .build());
  }

  private String send(HttpRequest request) {
    try {
      return running().client().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private Running running() {
    if (running == null) {
      throw new IllegalStateException("register this as a static @RegisterExtension");
    }
    return running;
  }
}

package dev.fovea.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a service, hands every request on, and keeps what was sent. */
final class Relay implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private final int target;

  /** A request, its body read as text. */
  record Sent(String path, String body) {}

  private Relay(HttpServer server, int target) {
    this.server = server;
    this.target = target;
  }

  static Relay before(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Relay relay = new Relay(server, port);
    server.createContext("/", relay::handOn);
    server.setExecutor(relay.threads);
    server.start();
    return relay;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was sent to paths that hold this text. */
  List<Sent> sentTo(String path) {
    return sent.stream().filter(it -> it.path().contains(path)).toList();
  }

  private void handOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      URI path = exchange.getRequestURI();
      sent.add(new Sent(path.toString(), new String(body, StandardCharsets.ISO_8859_1)));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + path))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}

package dev.fovea.bench.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged service as its own process, started by {@code ./fovea serve} on a free port. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final URI address;
  private final Duration readyAfter;

  private ServiceProcess(Process process, URI address, Duration readyAfter) {
    this.process = process;
    this.address = address;
    this.readyAfter = readyAfter;
  }

  /**
   * Starts the service and waits until it is ready.
   *
   * @param root the project's folder
   * @param models the model store to load
   * @param scratch an existing folder for the service's state and its log
   * @throws IllegalStateException if it is not ready within two minutes, naming its log
   */
  public static ServiceProcess start(
      Path root, Path models, Path scratch, List<String> properties) {
    int port = freePort();
    Path log = scratch.resolve("service.log");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            root.resolve("fovea").toString(),
            "serve",
            "--port=" + port,
            "--spring.grpc.server.port=0",
            "--models=" + models.toAbsolutePath()));
    command.addAll(properties);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("FOVEA_HOME", scratch.resolve("home").toString());
    long started = System.nanoTime();
    try {
      Process process = builder.start();
      URI address = URI.create("http://127.0.0.1:" + port);
      awaitReady(process, address, log);
      return new ServiceProcess(process, address, Duration.ofNanos(System.nanoTime() - started));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** Returns {@code path} on the running service. */
  public URI at(String path) {
    return address.resolve(path);
  }

  /** Returns how long it took from the start of the command to readiness. */
  Duration readyAfter() {
    return readyAfter;
  }

  /** Returns the resident memory of the process in bytes. */
  long residentBytes() {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitReady(Process process, URI address, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpRequest probe =
        HttpRequest.newBuilder(address.resolve("/actuator/health/readiness")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        if (answers200(client, probe)) {
          return;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("the service did not become ready; its log is " + log);
  }

  private static boolean answers200(HttpClient client, HttpRequest probe) {
    try {
      return client.send(probe, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the service", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

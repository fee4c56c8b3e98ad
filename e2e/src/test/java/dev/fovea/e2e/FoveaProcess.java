package dev.fovea.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service as a process of its own, ready to answer on free ports of this machine. What
 * it writes goes to {@code fovea.log} and {@code var/} in its working folder.
 */
public final class FoveaProcess implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofMinutes(5);
  private static final Duration SHUTDOWN = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Process process;
  private final Path log;
  private final int port;
  private final int grpcPort;

  private FoveaProcess(Process process, Path log, int port, int grpcPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.grpcPort = grpcPort;
  }

  /**
   * Starts the service and returns when it is ready.
   *
   * @param folder its working folder
   * @param store the model store it serves
   * @param arguments further properties, such as {@code --fovea.http.max-body-size=1MB}
   * @throws IllegalStateException with what it wrote, if it stops or is not ready in 5 minutes
   */
  public static FoveaProcess start(Path folder, Path store, String... arguments) {
    return start(Launch.of(folder, store, arguments));
  }

  /**
   * Starts the service and returns when it is ready.
   *
   * @throws IllegalStateException with what it wrote, if it stops or is not ready in 5 minutes
   */
  public static FoveaProcess start(Launch launch) {
    int port = freePort();
    int grpcPort = freePort();
    Path log = launch.folder().resolve("fovea.log");
    ProcessBuilder builder =
        launch
            .process(List.of("--server.port=" + port, "--spring.grpc.server.port=" + grpcPort))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    FoveaProcess fovea = new FoveaProcess(start(builder), log, port, grpcPort);
    fovea.awaitReady();
    return fovea;
  }

  /** Returns the address of a path, such as {@code /v2/health/ready}. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Returns the port that HTTP is answered on. */
  public int port() {
    return port;
  }

  /** Returns the port that gRPC is answered on. */
  public int grpcPort() {
    return grpcPort;
  }

  /** Returns the number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Returns all it has written to its standard output and error. */
  public String output() {
    try {
      return Files.readString(log, Charset.defaultCharset());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Ends it at once, as a lost machine would, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!exits(SHUTDOWN)) {
      throw new IllegalStateException("was killed and lives");
    }
  }

  /** Asks it to stop, as a container engine does, and waits until it has; kills it after 45 s. */
  @Override
  public void close() {
    process.destroy();
    if (!exits(SHUTDOWN)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not stop in " + SHUTDOWN + ":\n" + output());
    }
  }

  private void awaitReady() {
    long giveUp = System.nanoTime() + STARTUP.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!ready(client)) {
        if (exits(POLL)) {
          throw new IllegalStateException("stopped while starting:\n" + output());
        }
        if (System.nanoTime() > giveUp) {
          process.destroyForcibly();
          throw new IllegalStateException("not ready in " + STARTUP + ":\n" + output());
        }
      }
    }
  }

  private boolean ready(HttpClient client) {
    HttpRequest probe = HttpRequest.newBuilder(uri("/actuator/health/readiness")).build();
    try {
      return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private boolean exits(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}

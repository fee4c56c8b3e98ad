package dev.fovea.service.similarity.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of this machine that leads to another, and can be made to lead there badly. */
final class FaultyRelay implements AutoCloseable {

  private static final Duration PER_BYTE = Duration.ofMillis(100);

  private final URI to;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.SOUND;
  private ServerSocket door;

  /** How it leads there. */
  enum State {
    SOUND,
    /** A byte at a time, with a pause after each. */
    SLOW,
    /** Takes what is sent and lets nothing through. */
    SILENT,
    /** Refuses connections. */
    AWAY
  }

  FaultyRelay(URI to) {
    this.to = to;
    this.door = listen(0);
    this.port = door.getLocalPort();
  }

  /** Returns where it listens. */
  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Breaks every connection and leads there so from now on. */
  void become(State next) throws IOException {
    state = next;
    if (next == State.AWAY) {
      door.close();
    } else if (door.isClosed()) {
      door = listen(port);
    }
    breakConnections();
  }

  @Override
  public void close() throws IOException {
    door.close();
    breakConnections();
  }

  private void breakConnections() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  private ServerSocket listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException taken) {
      throw new IllegalStateException("port " + wanted, taken);
    }
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(to.getHost(), to.getPort());
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server));
        Thread.ofVirtual().start(() -> pump(server, client));
      }
    } catch (IOException closed) {
      // nobody is let in any more
    }
  }

  private void pump(Socket from, Socket into) {
    byte[] buffer = new byte[8192];
    try (from;
        into) {
      InputStream input = from.getInputStream();
      OutputStream output = into.getOutputStream();
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        pass(buffer, read, output);
      }
    } catch (IOException | InterruptedException broken) {
      // both ends are closed
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  private void pass(byte[] buffer, int length, OutputStream output)
      throws IOException, InterruptedException {
    switch (state) {
      case SOUND -> output.write(buffer, 0, length);
      case SLOW -> {
        for (int i = 0; i < length; i++) {
          output.write(buffer[i]);
          Thread.sleep(PER_BYTE);
        }
      }
      case SILENT, AWAY -> {}
    }
  }
}

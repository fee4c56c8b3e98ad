package dev.fovea.service.protocol;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Lets whoever serves a request look at its connection, and holds its body to a pace and to memory.
 */
final class ConnectionValve extends ValveBase {

  private final long bytesPerSecond;
  private final BodyMemory memory;

  ConnectionValve(long bytesPerSecond, BodyMemory memory) {
    super(true);
    this.bytesPerSecond = bytesPerSecond;
    this.memory = memory;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    var connection = request.getCoyoteRequest();
    request.setAttribute(ClientConnection.ATTRIBUTE, new ClientConnection(connection));
    Pace pace = new Pace(connection, bytesPerSecond, System::nanoTime);
    connection.setInputBuffer(pace);
    try {
      getNext().invoke(request, response);
    } finally {
      pace.release();
      memory.release(request);
    }
  }
}

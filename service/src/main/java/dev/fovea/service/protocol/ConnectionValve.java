package dev.fovea.service.protocol;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Lets whoever serves a request look at its connection. */
final class ConnectionValve extends ValveBase {

  ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(
        ClientConnection.ATTRIBUTE, new ClientConnection(request.getCoyoteRequest()));
    getNext().invoke(request, response);
  }
}

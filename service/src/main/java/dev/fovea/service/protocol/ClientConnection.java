package dev.fovea.service.protocol;

import java.util.Optional;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The connection of a request whose body has been read, looked at for the client having closed it.
 * The servlet API cannot tell, so this asks Tomcat.
 */
final class ClientConnection {

  static final String ATTRIBUTE = ClientConnection.class.getName();

  /** What Tomcat reports as available when a read would fail. */
  private static final int BROKEN = 1;

  private final Request request;

  ClientConnection(Request request) {
    this.request = request;
  }

  /** Returns the connection of the request that this thread serves. */
  static Optional<ClientConnection> current() {
    RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
    return attributes == null
        ? Optional.empty()
        : Optional.ofNullable(attributes.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST))
            .map(ClientConnection.class::cast);
  }

  /**
   * Tells whether the client is gone. Asks twice: one byte of a next request in the pipeline is
   * reported once, a broken connection every time.
   */
  boolean isGone() {
    int first = available();
    int second = available();
    return first == BROKEN && second == BROKEN;
  }

  private int available() {
    request.action(ActionCode.AVAILABLE, true);
    return request.getAvailable();
  }
}

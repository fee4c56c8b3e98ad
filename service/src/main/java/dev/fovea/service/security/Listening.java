package dev.fovea.service.security;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Keeps a service that asks nobody for a key from being reached by other machines. */
@Component
final class Listening
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

  private static final Logger log = LoggerFactory.getLogger(Listening.class);

  private final SecurityProperties properties;
  private final Environment environment;

  Listening(SecurityProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /**
   * Binds to the loopback address where no key is asked for.
   *
   * @throws IllegalStateException if the configuration names another address, or leaves the
   *     management port open to others
   */
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (!properties.local()) {
      return;
    }
    requireLocalManagement();
    InetAddress address = factory.getAddress();
    if (address == null) {
      factory.setAddress(InetAddress.getLoopbackAddress());
      log.debug(
          "no keys are configured, so only this machine is answered; set fovea.security.keys, or"
              + " fovea.security.anonymous=true behind a gateway that asks");
    } else if (!address.isLoopbackAddress()) {
      throw new IllegalStateException(
          "server.address=%s would let other machines in without a key; set fovea.security.keys,"
                  .formatted(address.getHostAddress())
              + " or fovea.security.anonymous=true behind a gateway that asks");
    }
  }

  private void requireLocalManagement() {
    boolean apart = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    boolean local =
        Binder.get(environment)
            .bind("management.server.address", InetAddress.class)
            .map(InetAddress::isLoopbackAddress)
            .orElse(false);
    if (apart && !local) {
      throw new IllegalStateException(
          "management.server.port would show other machines the metrics of a service that asks"
              + " nobody for a key; set management.server.address=127.0.0.1");
    }
  }

  /** After the server's own properties, which set the address. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}

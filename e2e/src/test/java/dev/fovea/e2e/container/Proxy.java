package dev.fovea.e2e.container;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/**
 * HAProxy before two replicas, {@code first} and {@code second}, asking each whether it is ready.
 */
final class Proxy extends GenericContainer<Proxy> {

  private static final int HTTP = 8080;
  private static final int STATISTICS = 8404;
  private static final String CONFIGURATION =
      """
      global
        maxconn 200
      resolvers docker
        nameserver dns 127.0.0.11:53
        hold valid 200ms
      defaults
        mode http
        timeout connect 2s
        timeout client 60s
        timeout server 60s
        timeout check 5s
        retries 3
        option redispatch 1
        option http-server-close
      listen fovea
        bind :8080
        option httpchk GET /actuator/health/readiness
        http-check expect status 200
        default-server check inter 250ms fall 2 rise 1 resolvers docker init-addr none
        server first first:8080
        server second second:8080
      listen statistics
        bind :8404
        stats enable
        stats uri /
      """;

  Proxy(Network network) {
    super(Images.TOOLS);
    withNetwork(network);
    withExposedPorts(HTTP, STATISTICS);
    withCopyToContainer(Transferable.of(CONFIGURATION), "/etc/haproxy/haproxy.cfg");
    withCommand("haproxy", "-f", "/etc/haproxy/haproxy.cfg");
    waitingFor(Wait.forListeningPort());
  }

  /** Returns the address of a path of the service behind it. */
  URI uri(String path) {
    return URI.create("http://" + getHost() + ":" + getMappedPort(HTTP) + path);
  }

  /** Waits until it sends requests to a replica. */
  void awaitUp(String replica) throws IOException {
    URI statistics = URI.create("http://" + getHost() + ":" + getMappedPort(STATISTICS) + "/;csv");
    long giveUp = System.nanoTime() + FoveaContainer.STARTUP.toNanos();
    try (Client client = new Client()) {
      while (client
          .get(statistics)
          .body()
          .lines()
          .noneMatch(line -> line.startsWith("fovea," + replica + ",") && line.contains(",UP,"))) {
        if (System.nanoTime() > giveUp) {
          throw new AssertionError(replica + " was not ready in " + FoveaContainer.STARTUP);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }
}

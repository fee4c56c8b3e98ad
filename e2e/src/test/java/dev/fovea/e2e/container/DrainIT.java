package dev.fovea.e2e.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

@NeedsEngine
final class DrainIT {

  private static final String CLASSIFY = "/v1/models/lenet5/classify";

  @Test
  void finishesWhatItHasTakenBeforeItStops() throws Exception {
    try (FoveaContainer fovea = new FoveaContainer()) {
      fovea.start();
      try (Load load = Load.on(fovea.uri(CLASSIFY), 16)) {
        fovea.signal("SIGTERM");
        load.beginNoMore();

        assertThat(load.failures()).isEmpty();
        assertThat(fovea.awaitExit()).isEqualTo(143);
      }
    }
  }

  @Test
  void rollsOverBehindAProxyWithoutAFailedRequest() throws Exception {
    try (Network network = Network.newNetwork();
        FoveaContainer first =
            new FoveaContainer().withNetwork(network).withNetworkAliases("first");
        FoveaContainer second =
            new FoveaContainer().withNetwork(network).withNetworkAliases("second");
        Proxy proxy = new Proxy(network)) {
      first.start();
      second.start();
      proxy.start();
      proxy.awaitUp("first");
      proxy.awaitUp("second");
      URI uri = proxy.uri(CLASSIFY);

      try (Load load = Load.on(uri, 8)) {
        for (FoveaContainer replica : List.of(first, second)) {
          int before = load.answered();
          replica.signal("SIGTERM");
          replica.awaitExit();
          replica.startAgain();
          proxy.awaitUp("first");
          proxy.awaitUp("second");
          assertThat(load.answered()).isGreaterThan(before);
        }
        assertThat(load.failures()).isEmpty();
      }
    }
  }
}

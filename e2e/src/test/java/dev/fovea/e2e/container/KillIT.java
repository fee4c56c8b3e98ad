package dev.fovea.e2e.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

@NeedsEngine
final class KillIT {

  private static final String VOLUME = "fovea-kill-" + UUID.randomUUID();
  private static final String COLLECTION = "/v1/collections/sevens";
  private static final int WRITERS = 4;
  private static final int ENOUGH = 100;

  private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch enough = new CountDownLatch(ENOUGH);

  @AfterAll
  static void removeVolume() {
    DockerClientFactory.instance().client().removeVolumeCmd(VOLUME).exec();
  }

  @Test
  void keepsEveryAcknowledgedImageThroughAKill() throws Exception {
    try (Client client = new Client()) {
      killWhileItWrites(client);

      try (FoveaContainer again = new FoveaContainer().withState(VOLUME)) {
        again.start();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        for (Map.Entry<String, byte[]> image : acknowledged.entrySet()) {
          Client.Answer stored = client.get(again.uri(COLLECTION + "/images/" + image.getKey()));
          assertThat(stored.status()).as(image.getKey() + " " + stored.body()).isEqualTo(200);

          Client.Answer found =
              client.post(again.uri(COLLECTION + "/search?k=1"), image.getValue());
          assertThat(found.json().at("/neighbors/0/distance").asDouble(-1))
              .as(image.getKey() + " " + found.body())
              .isZero();
        }
      }
    }
  }

  private void killWhileItWrites(Client client) throws Exception {
    try (FoveaContainer fovea = new FoveaContainer().withState(VOLUME)) {
      fovea.start();
      Client.Answer made = client.put(fovea.uri(COLLECTION), "{\"model\":\"lenet5\"}");
      assertThat(made.status()).as(made.body()).isEqualTo(201);

      List<Thread> writers =
          IntStream.range(0, WRITERS)
              .mapToObj(_ -> Thread.ofVirtual().start(() -> writeUntilItIsGone(client, fovea)))
              .toList();
      assertThat(enough.await(4, TimeUnit.MINUTES)).as(fovea.getLogs()).isTrue();
      fovea.signal("SIGKILL");
      assertThat(fovea.awaitExit()).isEqualTo(137);
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private void writeUntilItIsGone(Client client, FoveaContainer fovea) {
    try {
      while (true) {
        int number = next.getAndIncrement();
        byte[] picture = Digits.seven(number);
        if (client.put(fovea.uri(COLLECTION + "/images/" + number), picture).status() == 201) {
          acknowledged.put(String.valueOf(number), picture);
          enough.countDown();
        }
      }
    } catch (IOException _) {
      // It was killed.
      return;
    }
  }
}

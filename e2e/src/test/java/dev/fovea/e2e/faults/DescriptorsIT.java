package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import dev.fovea.e2e.faults.Client.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes every file descriptor that the service may have, by connections that say nothing. */
final class DescriptorsIT {

  private static final int DESCRIPTORS = 200;
  private static final String COLLECTION = "/v1/collections/pictures";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final List<Socket> silent = new ArrayList<>();
  private final Ledger ledger = new Ledger();

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void goesOnAndLosesNothingWhenThereIsNoDescriptorLeft() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    Launch launch = Launch.of(folder, folder.resolve("models")).descriptors(DESCRIPTORS);
    try (FoveaProcess fovea = FoveaProcess.start(launch);
        Client early = Client.of(fovea);
        Client late = Client.of(fovea)) {
      assertThat(early.putJson(COLLECTION, "{\"model\":\"echo\"}").status()).isEqualTo(201);
      assertThat(put(early, 1).status()).isEqualTo(201);
      exhaust(fovea);

      assertThat(early.features(EchoModel.NAME, new NumberedPicture(1).png())).hasSize(64);
      assertThat(put(early, 2).status()).isIn(201, 503, 507);
      hangUp();

      awaitAnswer(late);
      assertThat(put(late, 3).status()).isEqualTo(201);
      new Audit(late, "pictures", ledger).of(ledger.ids(), "out of descriptors");
    }
  }

  /** Connects until the process has as many descriptors as it may. */
  private void exhaust(FoveaProcess fovea) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), fovea.port());
    for (int i = 0; i < DESCRIPTORS; i++) {
      Socket socket = new Socket();
      silent.add(socket);
      socket.connect(address);
    }
    while (Footprint.of(fovea.pid()).descriptors() < DESCRIPTORS) {
      assertThat(System.nanoTime()).as("took them all").isLessThan(giveUp);
      Thread.sleep(20);
    }
  }

  private Answer put(Client client, long number) throws IOException {
    String id = "image-" + number;
    ledger.asked(id, Optional.of(number));
    Answer answer =
        client.put(
            COLLECTION + "/images/" + id + "?label=" + number, new NumberedPicture(number).png());
    if (answer.status() == 201) {
      ledger.is(id, Optional.of(number));
    }
    return answer;
  }

  private static void awaitAnswer(Client client) throws Exception {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        client.features(EchoModel.NAME, new NumberedPicture(2).png());
        return;
      } catch (IOException notYet) {
        assertThat(System.nanoTime()).as(notYet::toString).isLessThan(giveUp);
        Thread.sleep(100);
      }
    }
  }
}

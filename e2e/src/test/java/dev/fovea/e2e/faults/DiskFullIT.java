package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import dev.fovea.e2e.faults.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a service, home, models and temporary files, has not one byte left. */
final class DiskFullIT {

  private static final int MEGABYTES = 64;

  @TempDir private static Path folder;

  private static SmallDisk disk;
  private static FoveaProcess fovea;
  private static Client client;

  private final Ledger ledger = new Ledger();

  @BeforeAll
  static void start() throws IOException {
    disk = SmallDisk.mount(folder.resolve("disk"), MEGABYTES);
    Path store = disk.root().resolve("models");
    EchoModel.writeTo(store, 1);
    Path temporary = Files.createDirectories(disk.root().resolve("tmp"));
    fovea =
        FoveaProcess.start(
            Launch.of(folder, store, "--fovea.repository.enabled=true")
                .home(disk.root().resolve("var"))
                .jvm("-Xmx512m", "-Djava.io.tmpdir=" + temporary));
    client = Client.of(fovea);
  }

  @AfterAll
  static void stop() {
    if (fovea != null) {
      client.close();
      fovea.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void refusesAnImageWith507GoesOnAndTakesItWhenThereIsRoom() throws Exception {
    create("single");
    put("single", 1, 201);
    disk.fill();
    for (int number = 2; number < 8; number++) {
      requireFull(putting("single", number));
    }
    requireService("single");
    disk.free();
    for (int number = 2; number < 8; number++) {
      put("single", number, 201);
    }
    new Audit(client, "single", ledger).of(ledger.ids(), "with room again");
  }

  @Test
  void refusesAnArchiveWith507AndTakesItWhenThereIsRoom() throws Exception {
    create("archive");
    put("archive", 100, 201);
    Map<String, Long> files = new TreeMap<>();
    for (long number = 101; number < 500; number++) {
      files.put("file-" + number + ".png", number);
      ledger.asked("file-" + number + ".png", Optional.of(number));
    }
    byte[] zip = Writers.zip(files);
    String imports = "/v1/collections/archive/imports?label=none";
    disk.fill();
    requireFull(client.post(imports, zip));
    requireService("archive");
    disk.free();

    assertThat(client.post(imports, zip).status()).isEqualTo(200);
    files.forEach((id, number) -> ledger.is(id, Optional.of(number)));
    new Audit(client, "archive", ledger).of(ledger.ids(), "with room again");
  }

  @Test
  void refusesACollectionWith507AndMakesItWhenThereIsRoom() throws IOException {
    disk.fill();
    requireFull(creating("late"));
    requireService("nothing");
    disk.free();
    create("late");
  }

  @Test
  void loadsAModelWithoutRoom() throws IOException {
    disk.fill();
    assertThat(client.postJson("/v2/repository/models/echo/unload", "").status()).isEqualTo(200);
    assertThat(client.postJson("/v2/repository/models/echo/load", "").status()).isEqualTo(200);
    requireService("nothing");
    disk.free();
  }

  private static void requireFull(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(507);
    assertThat(answer.detail()).contains("disk", "full");
  }

  /** It lives, classifies, and finds what was stored before. */
  private void requireService(String collection) throws IOException {
    assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(new PictureDoor(client).answersRightly(77)).isTrue();
    for (Map.Entry<String, Long> each : ledger.stored().entrySet()) {
      assertThat(client.nearest(collection, new NumberedPicture(each.getValue()).png()))
          .contains(new Client.Hit(each.getKey(), 0));
    }
  }

  private static void create(String collection) throws IOException {
    Answer answer = creating(collection);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static Answer creating(String collection) throws IOException {
    return client.putJson("/v1/collections/" + collection, "{\"model\":\"echo\"}");
  }

  private void put(String collection, long number, int status) throws IOException {
    Answer answer = putting(collection, number);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    ledger.is("image-" + number, Optional.of(number));
  }

  private Answer putting(String collection, long number) throws IOException {
    ledger.asked("image-" + number, Optional.of(number));
    return client.put(
        "/v1/collections/%s/images/image-%d?label=%d".formatted(collection, number, number),
        new NumberedPicture(number).png());
  }
}

package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.protocol.SimpleModel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a version are damaged while it serves. */
final class StoreDamageIT {

  private static final String LOAD = "/v2/repository/models/echo/load";
  private static final String UNLOAD = "/v2/repository/models/echo/unload";

  @TempDir private static Path folder;

  private static FoveaProcess fovea;
  private static Client client;

  private Path version = folder;
  private long number;

  /** Something that happens to the files of a version. */
  @FunctionalInterface
  private interface Damage {
    void on(Path version) throws IOException;
  }

  @BeforeAll
  static void start() throws IOException {
    Path store = folder.resolve("models");
    EchoModel.writeTo(store, 1);
    SimpleModel.writeTo(store);
    fovea = FoveaProcess.start(folder, store, "--fovea.repository.enabled=true");
    client = Client.of(fovea);
  }

  @AfterAll
  static void stop() {
    client.close();
    fovea.close();
  }

  @BeforeEach
  void repair() throws IOException {
    version = EchoModel.writeTo(folder.resolve("models"), 1);
    assertThat(client.postJson(LOAD, "").status()).isEqualTo(200);
  }

  @Test
  void servesOnWhileItsGraphIsCutOffAndRefusesItAfterwards() throws IOException {
    check("model.onnx", StoreDamageIT::cutGraph);
  }

  @Test
  void servesOnWhileItsGraphIsAnotherAndRefusesItAfterwards() throws IOException {
    Path foreign = folder.resolve("models/simple/1/model.onnx");
    check("model.onnx", path -> overwrite(path.resolve("model.onnx"), Files.readAllBytes(foreign)));
  }

  @Test
  void servesOnWhileItsLabelsAreGoneAndRefusesItAfterwards() throws IOException {
    check("labels.txt", path -> Files.delete(path.resolve("labels.txt")));
  }

  @Test
  void servesOnWhileItsManifestIsNoneAndRefusesItAfterwards() throws IOException {
    check("manifest.yaml", path -> overwrite(path.resolve("manifest.yaml"), new byte[512]));
  }

  @Test
  void servesOnBesideAFileThatNobodyListedAndRefusesItAfterwards() throws IOException {
    check("weights.bin", path -> Files.write(path.resolve("weights.bin"), new byte[16]));
  }

  @Test
  void servesOnWhileItsFolderIsAnotherModelsAndRefusesItAfterwards() throws IOException {
    check(
        "other",
        path -> {
          Path other = EchoModel.writeTo(folder.resolve("elsewhere"), "other", 1);
          for (String file : List.of("model.onnx", "labels.txt", "manifest.yaml")) {
            overwrite(path.resolve(file), Files.readAllBytes(other.resolve(file)));
          }
        });
  }

  @Test
  void servesOnWhileItsFolderIsGoneAndSaysSoAfterwards() throws IOException {
    check("echo", StoreDamageIT::delete);
  }

  @Test
  void keepsTheOldVersionWhenTheNewOneIsDamaged() throws IOException {
    Path next = EchoModel.writeTo(folder.resolve("models"), 2);
    cutGraph(next);

    requireRefusal("model.onnx");
    requireRightAnswer();

    EchoModel.writeTo(folder.resolve("models"), 2);
    assertThat(client.postJson(LOAD, "").status()).isEqualTo(200);
    assertThat(client.get("/v1/models/echo").text()).contains("\"version\":\"2\"");
    requireRightAnswer();
    delete(next);
    assertThat(client.postJson(LOAD, "").status()).isEqualTo(200);
  }

  private void check(String named, Damage damage) throws IOException {
    damage.on(version);
    for (int i = 0; i < 20; i++) {
      requireRightAnswer();
    }

    assertThat(client.postJson(UNLOAD, "").status()).isEqualTo(200);
    requireRefusal(named);
    assertThat(new BinaryDoor(client).answersRightly(number++)).isTrue();

    EchoModel.writeTo(folder.resolve("models"), 1);
    Files.deleteIfExists(version.resolve("weights.bin"));
    assertThat(client.postJson(LOAD, "").status()).isEqualTo(200);
    requireRightAnswer();
  }

  /** Loading it again fails with a sentence that names what is damaged. */
  private static void requireRefusal(String named) throws IOException {
    Client.Answer refused = client.postJson(LOAD, "");
    assertThat(refused.status()).as(refused.text()).isIn(404, 500);
    assertThat(refused.json().get("error").asString()).contains(named).contains(" ");
  }

  private void requireRightAnswer() throws IOException {
    assertThat(new PictureDoor(client).answersRightly(number++)).isTrue();
  }

  /** Cuts the file itself: whoever has it open or mapped sees it. */
  private static void cutGraph(Path version) throws IOException {
    try (FileChannel graph =
        FileChannel.open(version.resolve("model.onnx"), StandardOpenOption.WRITE)) {
      graph.truncate(graph.size() / 2);
    }
  }

  private static void overwrite(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

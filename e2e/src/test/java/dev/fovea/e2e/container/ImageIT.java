package dev.fovea.e2e.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NeedsEngine
final class ImageIT {

  private static final FoveaContainer FOVEA = new FoveaContainer();
  private static final Client CLIENT = new Client();

  @BeforeAll
  static void start() {
    FOVEA.start();
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    FOVEA.stop();
  }

  @Test
  void classifiesADrawnSeven() throws IOException {
    Client.Answer answer = CLIENT.post(FOVEA.uri("/v1/models/lenet5/classify?k=3"), Digits.seven());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().at("/predictions/0/label").asString()).isEqualTo("7");
  }

  @Test
  void servesThePageAndItsMetrics() throws IOException {
    assertThat(CLIENT.get(FOVEA.uri("/")).body()).contains("<html").contains("Fovea");
    assertThat(CLIENT.get(FOVEA.uri("/actuator/prometheus")).body())
        .contains("process_uptime_seconds");
  }

  @Test
  void runsAsNobodyInParticularOnAFileSystemThatIsNotWritten() throws Exception {
    assertThat(FOVEA.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
    assertThat(FOVEA.execInContainer("touch", "/opt/fovea/x").getExitCode()).isNotZero();
    assertThat(FOVEA.execInContainer("touch", "/var/lib/fovea/x", "/tmp/x").getExitCode()).isZero();
  }

  @Test
  void startsFromItsCacheAndUnpacksNothing() throws Exception {
    assertThat(FOVEA.getLogs()).doesNotContain("[warning][aot", "[error][aot", "[warning][cds");
    assertThat(FOVEA.execInContainer("grep", "-c", "fovea.aot", "/proc/1/maps").getExitCode())
        .isZero();
    assertThat(
            FOVEA
                .execInContainer(
                    "sh",
                    "-c",
                    "grep -oE '/[^ ]+\\.so' /proc/1/maps | grep -vE '^/(opt|usr|lib)' | sort -u")
                .getStdout())
        .isEmpty();
  }

  @Test
  void isHealthyWhenAskedFromInside() throws Exception {
    assertThat(FOVEA.execInContainer("/opt/fovea/bin/healthcheck").getExitCode()).isZero();
    assertThat(
            FOVEA
                .execInContainer("env", "SERVER_PORT=1", "/opt/fovea/bin/healthcheck")
                .getExitCode())
        .isNotZero();
  }

  @Test
  void saysWhatItIsAndWhatIsInside() throws Exception {
    InspectContainerResponse container = FOVEA.getContainerInfo();
    assertThat(container.getConfig().getLabels())
        .containsAllEntriesOf(
            Map.of(
                "org.opencontainers.image.title", "Fovea",
                "org.opencontainers.image.licenses", "Apache-2.0",
                "org.opencontainers.image.version", "e2e"));

    JsonNode bill =
        new JsonMapper().readTree(FOVEA.execInContainer("cat", "/opt/fovea/sbom.json").getStdout());
    assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bill.path("components").findValuesAsString("name"))
        .contains("onnxruntime", "opencv", "lucene-core", "tomcat-embed-core");
  }

  @Test
  void logsInJson() {
    assertThat(
            FOVEA
                .getLogs()
                .lines()
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("WARNING: Using incubator")))
        .allSatisfy(line -> assertThat(line).startsWith("{"));
  }

  @Test
  void sendsNothingToTheMakerOfItsRuntime() throws Exception {
    assertThat(FOVEA.execInContainer("sh", "-c", "tr '\\0' '\\n' </proc/1/environ").getStdout())
        .contains("ORT_DISABLE_TELEMETRY=1");
    assertThat(
            FOVEA
                .execInContainer("sh", "-c", "find / -name '*onnxruntime*.db' 2>/dev/null")
                .getStdout())
        .isEmpty();
  }
}

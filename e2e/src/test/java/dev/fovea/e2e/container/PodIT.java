package dev.fovea.e2e.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.fovea.e2e.chart.Chart;
import dev.fovea.e2e.chart.Fields;
import dev.fovea.e2e.chart.Manifests;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/** The containers of the chart's pods, with the files, variables and arguments it gives them. */
@NeedsEngine
final class PodIT {

  private static final int MANAGEMENT = 8081;
  private static final int GRPC = 9000;
  private static final int SHARDS = 2;
  private static final int PICTURES = 12;
  private static final long JOB_MEMORY = 256L << 20;
  private static final Pattern METRIC = Pattern.compile("\\bfovea_[a-z_]+\\b");

  private static final Manifests CHART =
      Chart.render(
          Map.of(
              "indexJob.enabled", "true",
              "indexJob.claim", "pictures",
              "indexJob.collection", "drawn",
              "indexJob.model", "lenet5",
              "indexJob.shards", String.valueOf(SHARDS),
              "indexJob.url", "http://fovea:8080"));
  private static final Fields CONTAINER = CHART.only("StatefulSet").containers().getFirst();
  private static final Fields JOB = CHART.only("Job").containers().getFirst();

  private static final Network NETWORK = Network.newNetwork();
  private static final Client STRANGER = new Client();
  private static final String KEY = CHART.only("Secret").fields().text("stringData.key");
  private static final Client CLIENT = new Client(KEY);
  private static final FoveaContainer FOVEA = new FoveaContainer();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Fields config = CHART.only("ConfigMap").fields().fields("data");
    Fields secret = CHART.only("Secret").fields().fields("stringData");
    write("config", "application.yaml", file(config, "application.yaml"));
    write("keys", "keys.yaml", file(secret, "keys.yaml"));
    for (int i = 0; i < PICTURES; i++) {
      write("images/drawn", i + ".png", Digits.seven(i));
    }
    FOVEA.getEnvMap().clear();
    CONTAINER
        .list("env")
        .forEach(variable -> FOVEA.withEnv(variable.text("name"), variable.text("value")));
    FOVEA
        .withNetwork(NETWORK)
        .withNetworkAliases("fovea")
        .withMount(folder.resolve("config").toString(), "/etc/fovea/config")
        .withMount(folder.resolve("keys").toString(), "/etc/fovea/keys")
        .withExposedPorts(8080, MANAGEMENT, GRPC)
        .waitingFor(
            Wait.forHttp(CONTAINER.text("startupProbe.httpGet.path"))
                .forPort(MANAGEMENT)
                .withStartupTimeout(FoveaContainer.STARTUP))
        .start();
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    STRANGER.close();
    FOVEA.stop();
    NETWORK.close();
  }

  @Test
  void answersItsProbesWithoutAKey() throws IOException {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      String path = CONTAINER.text(probe + ".httpGet.path");
      assertThat(STRANGER.get(FOVEA.uri(MANAGEMENT, path)).status()).as(probe).isEqualTo(200);
    }
  }

  @Test
  void asksForAKeyWhereClientsCome() throws IOException {
    URI classify = FOVEA.uri("/v1/models/lenet5/classify");

    assertThat(STRANGER.post(classify, Digits.seven()).status()).isEqualTo(401);
    assertThat(STRANGER.get(FOVEA.uri("/actuator/prometheus")).status()).isEqualTo(401);
    assertThat(CLIENT.post(classify, Digits.seven()).status()).isEqualTo(200);
  }

  @Test
  void answersGrpcWhereTheServiceSendsIt() throws Exception {
    String connect = "exec 3<>/dev/tcp/127.0.0.1/" + GRPC;

    assertThat(FOVEA.execInContainer("bash", "-c", connect).getExitCode()).isZero();
  }

  @Test
  void hasTheMetricsThatAutoscalersGoBy() throws IOException {
    CLIENT.post(FOVEA.uri("/v1/models/lenet5/classify"), Digits.seven());
    String scraped = STRANGER.get(FOVEA.uri(MANAGEMENT, "/actuator/prometheus")).body();

    for (String autoscaler : List.of("hpa", "keda")) {
      assertThat(METRIC.matcher(Chart.render(autoscaler).yaml()).results().map(MatchResult::group))
          .isNotEmpty()
          .allSatisfy(metric -> assertThat(scraped).contains("\n" + metric + "{"));
    }
  }

  @Test
  void indexesAFolderByJobsThatShareIt() throws IOException {
    for (int index = 0; index < SHARDS; index++) {
      runJob(index);
    }

    Client.Answer collection = CLIENT.get(FOVEA.uri("/v1/collections/drawn"));
    assertThat(collection.json().path("images").asInt()).as(collection.body()).isEqualTo(PICTURES);
  }

  /** Runs a pod of the index job to its end, and fails if it does. */
  private static void runJob(int index) {
    String[] arguments =
        texts("args")
            .map(each -> each.replace("$(JOB_COMPLETION_INDEX)", String.valueOf(index)))
            .toArray(String[]::new);
    try (GenericContainer<?> job = new GenericContainer<>(Images.SERVICE)) {
      JOB.list("env")
          .forEach(variable -> {
            assertThat(variable.text("valueFrom.secretKeyRef.key")).isEqualTo("key");
            job.withEnv(variable.text("name"), KEY);
          });
      job.withNetwork(NETWORK)
          .withStartupCheckStrategy(
              new OneShotStartupCheckStrategy().withTimeout(FoveaContainer.STARTUP))
          .withCreateContainerCmdModifier(create -> {
            create.withEntrypoint(texts("command").toArray(String[]::new)).withCmd(arguments);
            HostConfig host = Objects.requireNonNull(create.getHostConfig());
            FoveaContainer.restrict(host);
            host.withMemory(JOB_MEMORY)
                .withMemorySwap(JOB_MEMORY)
                .withBinds(new Bind(folder.resolve("images").toString(), new Volume("/images")));
          })
          .start();
    }
  }

  private static Stream<String> texts(String field) {
    return ((List<?>) JOB.at(field).orElseThrow()).stream().map(String::valueOf);
  }

  /** Returns a file of a ConfigMap or a Secret, whose name has a dot. */
  private static byte[] file(Fields files, String name) {
    return String.valueOf(files.values().get(name)).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(String path, String name, byte[] content) throws IOException {
    Files.write(Files.createDirectories(folder.resolve(path)).resolve(name), content);
  }
}

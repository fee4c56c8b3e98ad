package dev.fovea.e2e.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.MountableFile;

/** The scripts that the chart puts into pods, run in a container of their own. */
@NeedsEngine
final class ChartScriptsIT {

  private static final Path FILES = Repository.path("helm/fovea/files");
  private static final String ARCHIVE =
      "mkdir -p /made/lenet5/1 && echo weights >/made/lenet5/1/model.onnx && tar -czf /made/store.tar.gz -C /made lenet5 && mkdir /models";

  @Test
  void downloadsAnArchiveWhoseDigestIsRight() throws Exception {
    try (GenericContainer<?> pod = tools("download.sh")) {
      pod.start();
      ExecResult result =
          shell(
              pod,
              ARCHIVE
                  + " && echo \"$(sha256sum </made/store.tar.gz | cut -d' ' -f1) file:///made/store.tar.gz\" >/list && sh /script /list /models && cat /models/lenet5/1/model.onnx");

      assertThat(result.getExitCode()).as(result.getStderr()).isZero();
      assertThat(result.getStdout()).endsWith("weights\n");
    }
  }

  @Test
  void refusesAnArchiveWhoseDigestIsWrong() throws Exception {
    try (GenericContainer<?> pod = tools("download.sh")) {
      pod.start();
      ExecResult result =
          shell(
              pod,
              ARCHIVE
                  + " && echo \""
                  + "0".repeat(64)
                  + " file:///made/store.tar.gz\" >/list; sh /script /list /models; code=$?; ls -A /models; exit $code");

      assertThat(result.getExitCode()).isEqualTo(1);
      assertThat(result.getStderr()).contains("expected " + "0".repeat(64) + ": refused");
      assertThat(result.getStdout()).doesNotContain("lenet5");
    }
  }

  @Test
  void classifiesThePictureOfHelmTest() throws Exception {
    try (Network network = Network.newNetwork();
        FoveaContainer fovea =
            new FoveaContainer().withNetwork(network).withNetworkAliases("fovea");
        GenericContainer<?> pod =
            tools("classify.sh")
                .withNetwork(network)
                .withEnv("FOVEA_URL", "http://fovea:8080")
                .withEnv("PICTURE", picture())) {
      fovea.start();
      pod.start();

      ExecResult right = shell(pod, "FOVEA_MODEL=lenet5 sh /script");
      ExecResult wrong = shell(pod, "FOVEA_MODEL=absent sh /script");

      assertThat(right.getExitCode()).as(right.getStderr()).isZero();
      assertThat(right.getStdout()).contains("\"label\":\"7\"");
      assertThat(wrong.getExitCode()).isNotZero();
      assertThat(wrong.getStdout()).contains("absent");
    }
  }

  private static String picture() throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(FILES.resolve("seven.png")));
  }

  @SuppressWarnings("resource") // the caller closes it
  private static GenericContainer<?> tools(String script) {
    return new GenericContainer<>(Images.TOOLS)
        .withCopyFileToContainer(MountableFile.forHostPath(FILES.resolve(script)), "/script")
        .withCommand("sleep", "600");
  }

  private static ExecResult shell(GenericContainer<?> container, String command) throws Exception {
    return container.execInContainer("sh", "-c", command);
  }
}

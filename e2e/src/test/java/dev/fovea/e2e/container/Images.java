package dev.fovea.e2e.container;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import dev.fovea.e2e.Repository;
import java.io.File;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.LazyFuture;

/** The images that the tests run, made once a JVM. */
final class Images {

  /** Debian with curl and HAProxy. */
  static final String TOOLS = String.valueOf(System.getenv("FOVEA_TOOLS_IMAGE"));

  private static final String NAME = "fovea:e2e";

  /** The service's image: the project's Dockerfile over base images made on this machine. */
  static final LazyFuture<String> SERVICE =
      new LazyFuture<>() {
        @Override
        protected String resolve() {
          return buildService();
        }
      };

  private Images() {}

  // Not by Testcontainers' ImageFromDockerfile: it first tries to pull every default of a FROM.
  private static String buildService() {
    File dockerfile = Repository.path("Dockerfile").toFile();
    DockerClientFactory.instance()
        .client()
        .buildImageCmd(dockerfile)
        .withTarget("cpu")
        .withTags(Set.of(NAME))
        .withBuildArg("BASE_IMAGE", String.valueOf(System.getenv("FOVEA_BASE_IMAGE")))
        .withBuildArg("BUILD_IMAGE", String.valueOf(System.getenv("FOVEA_BUILD_IMAGE")))
        .withBuildArg("PREBUILT", "true")
        .withBuildArg("VERSION", "e2e")
        .exec(new BuildImageResultCallback())
        .awaitImageId();
    return NAME;
  }
}

package dev.fovea.e2e.container;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The service in a container, as the operator's guide says to run it: nothing to write to but its
 * volume and {@code /tmp}, no capability, no way to gain one, one core, 768 MB.
 */
final class FoveaContainer extends GenericContainer<FoveaContainer> {

  static final long MEMORY = 768L << 20;

  /** How long a start may take on a machine that has much else to do. */
  static final Duration STARTUP = Duration.ofMinutes(4);

  private static final int PORT = 8080;

  FoveaContainer() {
    super(Images.SERVICE);
    withExposedPorts(PORT);
    withEnv("FOVEA_SECURITY_ANONYMOUS", "true");
    withCreateContainerCmdModifier(
        create -> restrict(Objects.requireNonNull(create.getHostConfig())));
    waitingFor(
        Wait.forHttp("/actuator/health/readiness").forPort(PORT).withStartupTimeout(STARTUP));
  }

  /** Keeps what the service writes in a volume that outlives the container. */
  FoveaContainer withState(String volume) {
    return withMount(volume, "/var/lib/fovea");
  }

  /** Mounts a volume, or a folder of this machine. */
  FoveaContainer withMount(String source, String target) {
    return withCreateContainerCmdModifier(create -> {
      HostConfig host = Objects.requireNonNull(create.getHostConfig());
      List<Bind> binds =
          new ArrayList<>(List.of(host.getBinds() == null ? new Bind[0] : host.getBinds()));
      binds.add(new Bind(source, new Volume(target)));
      host.withBinds(binds);
    });
  }

  /** Leaves a container no more than a careful operator would. */
  static void restrict(HostConfig host) {
    host.withReadonlyRootfs(true)
        .withTmpFs(Map.of("/tmp", ""))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withNanoCPUs(1_000_000_000L)
        .withMemory(MEMORY)
        .withMemorySwap(MEMORY);
  }

  /** Returns the address of a path as this machine reaches it. */
  URI uri(String path) {
    return uri(PORT, path);
  }

  /** Returns the address of a path on another port that it has exposed. */
  URI uri(int port, String path) {
    return URI.create("http://" + getHost() + ":" + getMappedPort(port) + path);
  }

  /** Sends a signal, such as {@code SIGKILL}. */
  void signal(String name) {
    getDockerClient().killContainerCmd(getContainerId()).withSignal(name).exec();
  }

  /** Starts the container again after its process has ended. */
  void startAgain() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
  }

  /** Waits until the process has ended. @return its exit code */
  int awaitExit() {
    return getDockerClient().waitContainerCmd(getContainerId()).start().awaitStatusCode();
  }
}

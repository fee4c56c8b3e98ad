package dev.fovea.service.protocol.v2;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Describes the server in the protocol's words. */
@Component
public final class ServerDescription {

  private static final List<String> EXTENSIONS =
      List.of(
          "classification",
          "model_configuration",
          "binary_tensor_data",
          "parameters",
          "schedule_policy",
          "statistics");

  private final ServerProperties properties;
  private final RepositoryProperties repository;
  private final HealthEndpoint health;

  ServerDescription(
      ServerProperties properties, RepositoryProperties repository, HealthEndpoint health) {
    this.properties = properties;
    this.repository = repository;
    this.health = health;
  }

  /** Returns name, version and what is implemented beyond the protocol's core. */
  public ServerMetadata metadata() {
    String version =
        Optional.ofNullable(ServerDescription.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");
    Stream<String> optional = repository.enabled() ? Stream.of("model_repository") : Stream.of();
    return new ServerMetadata(
        properties.serverName(), version, Stream.concat(EXTENSIONS.stream(), optional).toList());
  }

  /** Returns whether every required model serves: the same as the readiness probe. */
  public boolean ready() {
    HealthDescriptor readiness = health.healthForPath("readiness");
    return readiness != null && readiness.getStatus().equals(Status.UP);
  }
}

package dev.fovea.service.protocol.v2.grpc;

import dev.fovea.service.protocol.v2.grpc.wire.GRPCInferenceServiceGrpc;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Set;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponent;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;
import org.springframework.boot.grpc.server.health.StatusAggregator;
import org.springframework.boot.grpc.server.health.StatusMapper;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * {@code grpc.health.v1.Health} says of the server, and of its service by name, what the readiness
 * probe says. Spring looks every second, see {@code spring.grpc.server.health.schedule}.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  private final HealthStatusManager statuses = new HealthStatusManager();
  private final ApplicationContext context;

  HealthConfiguration(ApplicationContext context) {
    this.context = context;
  }

  /** Until they were looked at, nothing serves; gRPC itself begins with a server that does. */
  @Bean(destroyMethod = "")
  HealthStatusManager healthStatuses() {
    statuses.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
    statuses.setStatus(GRPCInferenceServiceGrpc.SERVICE_NAME, ServingStatus.NOT_SERVING);
    return statuses;
  }

  @Bean
  HealthCheckedGrpcComponents readiness(HealthEndpointGroups groups) {
    return new Readiness(groups);
  }

  /** Tells it at once when the service is about to leave, and for good. */
  @EventListener
  void leaving(ContextClosedEvent event) {
    if (event.getApplicationContext().equals(context)) {
      statuses.enterTerminalState();
    }
  }

  private record Readiness(HealthEndpointGroups groups)
      implements HealthCheckedGrpcComponents, HealthCheckedGrpcComponent {

    @Override
    public HealthCheckedGrpcComponent getServer() {
      return this;
    }

    @Override
    public Set<String> getServiceNames() {
      return Set.of(GRPCInferenceServiceGrpc.SERVICE_NAME);
    }

    @Override
    public HealthCheckedGrpcComponent getService(String name) {
      return this;
    }

    @Override
    public boolean isMember(String contributor) {
      HealthEndpointGroup probe = groups.get("readiness");
      return probe != null && probe.isMember(contributor);
    }

    @Override
    public StatusAggregator getStatusAggregator() {
      return StatusAggregator.getDefault();
    }

    @Override
    public StatusMapper getStatusMapper() {
      return StatusMapper.getDefault();
    }
  }
}

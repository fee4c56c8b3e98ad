package dev.fovea.service.ops;

import java.net.BindException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which of the two ports is taken and how to choose another. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PortAdvice extends AbstractFailureAnalyzer<BindException> {

  private final Environment environment;

  /**
   * Creates the advice; called by Spring Boot, which finds it in {@code spring.factories}.
   *
   * @param environment what the ports were configured with
   */
  public PortAdvice(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, BindException failure) {
    @Nullable PortInUseException http = findCause(root, PortInUseException.class);
    return http == null ? grpc(failure) : http(http);
  }

  private static FailureAnalysis http(PortInUseException failure) {
    return new FailureAnalysis(
        "Port %d, for HTTP, is in use by another process.".formatted(failure.getPort()),
        "Stop that process, or choose another port with --server.port=N (./fovea serve --port N).",
        failure);
  }

  private FailureAnalysis grpc(BindException failure) {
    return new FailureAnalysis(
        "Port %s, for gRPC, cannot be had: %s."
            .formatted(
                environment.getProperty("spring.grpc.server.port", "9000"), failure.getMessage()),
        "Stop the process that has it, choose another with --spring.grpc.server.port=N (./fovea"
            + " serve --grpc-port N, 0 for any), or do without gRPC:"
            + " --spring.grpc.server.enabled=false (--grpc-port off).",
        failure);
  }
}

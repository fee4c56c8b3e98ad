package dev.fovea.service.ops;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns tracing on by naming where traces go, and by nothing else: without an OTLP endpoint no
 * request pays for spans that nobody will read.
 */
public final class TracingSwitch implements EnvironmentPostProcessor {

  /** Creates the switch; called by Spring Boot, which finds it in {@code spring.factories}. */
  public TracingSwitch() {}

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean wanted = environment.containsProperty(RunSpans.ENDPOINT);
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "tracing", Map.of("management.tracing.enabled", Boolean.toString(wanted))));
  }
}

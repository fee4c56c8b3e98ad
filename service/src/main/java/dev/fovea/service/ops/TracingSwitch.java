package dev.fovea.service.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.otlp.OtlpExemplarsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns tracing on by naming where traces go, and by nothing else: without an OTLP endpoint no
 * request pays for spans that nobody will read.
 */
public final class TracingSwitch implements EnvironmentPostProcessor {

  /** What makes spans. Spring Boot's own property only keeps them from being sent. */
  private static final List<String> TRACING =
      Stream.of(
              MicrometerTracingAutoConfiguration.class,
              NoopTracerAutoConfiguration.class,
              OtlpExemplarsAutoConfiguration.class,
              PrometheusExemplarsAutoConfiguration.class,
              OpenTelemetryTracingAutoConfiguration.class,
              OtlpTracingAutoConfiguration.class,
              OpenTelemetrySdkAutoConfiguration.class,
              OpenTelemetryLoggingAutoConfiguration.class,
              OtlpLoggingAutoConfiguration.class)
          .map(Class::getName)
          .toList();

  /** Creates the switch; called by Spring Boot, which finds it in {@code spring.factories}. */
  public TracingSwitch() {}

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.containsProperty(RunSpans.ENDPOINT)) {
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "tracing", Map.of("spring.autoconfigure.exclude", String.join(",", TRACING))));
    }
  }
}

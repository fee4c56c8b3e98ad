package dev.fovea.e2e.chart;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file of {@code resources/chart/values}: the ways to install that are promised to work. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ValueSource(
    strings = {
      "defaults",
      "everything",
      "gateway",
      "gpu",
      "hpa",
      "ingress",
      "keda",
      "models-from-claim",
      "models-from-download",
      "models-from-volume",
      "opensearch"
    })
@interface ValueSets {}

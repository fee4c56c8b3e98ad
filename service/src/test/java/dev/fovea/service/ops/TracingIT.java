package dev.fovea.service.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

final class TracingIT extends LiveService {

  @Autowired private ObjectProvider<Tracer> tracers;

  @Test
  void makesNoSpansWhereTracesGoNowhere() {
    assertThat(tracers.stream()).isEmpty();
  }
}

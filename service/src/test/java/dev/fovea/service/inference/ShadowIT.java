package dev.fovea.service.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.ControlledService;
import dev.fovea.service.TestPictures;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ShadowIT extends ControlledService {

  @Test
  void comparesTheCandidateWithWhatTheClientGot() {
    double compared = metric("fovea_shadow_compared_total", "same=\"true\"");
    double distance = metric("fovea_shadow_distance_sum", "candidate=\"1\"");

    var answer = post("/v1/models/quadrants/versions/2/classify", TestPictures.quadrant(3));

    assertThat(json(answer).path("version").asString()).isEqualTo("2");
    Awaitility.await()
        .until(() -> metric("fovea_shadow_compared_total", "same=\"true\"") == compared + 1);
    assertThat(metric("fovea_shadow_distance_sum", "candidate=\"1\"")).isGreaterThan(distance);
    assertThat(metric("fovea_shadow_infer_seconds_count", "candidate=\"1\"")).isPositive();
  }

  @Test
  void doesNotCompareTheCandidateWithItself() {
    double compared = metric("fovea_shadow_compared_total", "candidate=\"1\"");

    post("/v1/models/quadrants/versions/1/classify", TestPictures.quadrant(3));
    post("/v1/models/quadrants/versions/2/classify", TestPictures.quadrant(3));

    Awaitility.await()
        .until(() -> metric("fovea_shadow_compared_total", "candidate=\"1\"") > compared);
    assertThat(metric("fovea_shadow_compared_total", "candidate=\"1\"")).isEqualTo(compared + 1);
  }

  /** Returns a metric's value, 0 if it is not there yet. */
  private double metric(String name, String label) {
    String all = new String(get("/actuator/prometheus").body(), UTF_8);
    Matcher line =
        Pattern.compile("(?m)^" + name + "\\{[^}]*" + label + "[^}]*} ([0-9.E-]+)").matcher(all);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}

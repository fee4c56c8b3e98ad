package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import dev.fovea.service.TinyModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PreviewIT extends LiveService {

  private static final String PATH = "/v1/models/quadrants/preview";

  @Test
  void showsThePictureInTheSizeThatTheModelSees() throws IOException {
    HttpResponse<byte[]> answer = post(PATH, TestPictures.quadrant(2));

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(seen.getWidth()).isEqualTo(TinyModels.SIDE);
    assertThat(seen.getHeight()).isEqualTo(TinyModels.SIDE);
    int bright = seen.getRaster().getSample(0, TinyModels.SIDE - 1, 0);
    int dark = seen.getRaster().getSample(TinyModels.SIDE - 1, 0, 0);
    assertThat(bright).isGreaterThan(dark);
  }

  @Test
  void refusesWhatTheModelWouldRefuse() {
    problem(post(PATH, "text".getBytes(StandardCharsets.UTF_8)), 415, "not-an-image");
    problem(post("/v1/models/nobody/preview", TestPictures.quadrant(1)), 404, "unknown-model");
    problem(post("/v1/models/tensors/preview", TestPictures.quadrant(1)), 400, "wrong-model");
  }
}

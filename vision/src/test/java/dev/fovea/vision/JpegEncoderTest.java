package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class JpegEncoderTest {

  @Test
  void scalesTheLongerSideDownAndKeepsTheColors() throws Exception {
    BufferedImage small = reencode(32, ColorMode.RGB);
    assertThat(small.getWidth()).isEqualTo(32);
    assertThat(small.getHeight()).isEqualTo(24);
    assertThat(small.getRGB(4, 20) >> 16 & 0xFF).as("red of the blue corner").isLessThan(20);
    assertThat(small.getRGB(4, 20) & 0xFF).as("blue of it").isGreaterThan(235);
  }

  @Test
  void leavesASmallerPictureItsSize() throws Exception {
    assertThat(reencode(1_000, ColorMode.RGB).getWidth()).isEqualTo(Pictures.WIDTH);
  }

  @Test
  void encodesGray() throws Exception {
    BufferedImage small = reencode(64, ColorMode.GRAY);
    assertThat(small.getRaster().getNumBands()).isEqualTo(1);
    assertThat(small.getRaster().getSample(54, 10, 0)).isCloseTo(150, within(4));
  }

  @Test
  void keepsALineOfAPictureThatIsAllWidth() throws Exception {
    byte[] wide = Pictures.encode(new BufferedImage(900, 2, BufferedImage.TYPE_INT_RGB), "png");
    assertThat(reencode(wide, 90, ColorMode.RGB).getHeight()).isEqualTo(1);
  }

  @Test
  void refusesAQualityOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JpegEncoder(10, 101))
        .withMessageContaining("101");
  }

  private static BufferedImage reencode(int longestSide, ColorMode color) throws Exception {
    byte[] bytes = Pictures.encode(Pictures.quadrants(BufferedImage.TYPE_INT_RGB), "png");
    return reencode(bytes, longestSide, color);
  }

  private static BufferedImage reencode(byte[] bytes, int longestSide, ColorMode color)
      throws ImageException, IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    try (DecodedImage image = decoder.decode(bytes, color, 0)) {
      byte[] jpeg = new JpegEncoder(longestSide, 85).encode(image);
      return ImageIO.read(new ByteArrayInputStream(jpeg));
    }
  }
}

package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ContactSheetTest {

  @Test
  void drawsPicturesInRowsAndEnlargesSmallOnes() throws Exception {
    byte[] red = png(100, 50, 0xFF0000);
    List<ContactSheet.Tile> tiles =
        List.of(
            new ContactSheet.Tile(red, List.of("query")),
            new ContactSheet.Tile(red, List.of("grüße", "31.4")),
            new ContactSheet.Tile(red, List.of()));

    BufferedImage sheet = read(ContactSheet.png(tiles, 2));

    assertThat(sheet.getWidth()).isEqualTo(12 + 2 * 212);
    assertThat(sheet.getHeight()).isEqualTo(12 + 2 * 252);
    assertThat(sheet.getRGB(112, 150) & 0xFFFFFF).isGreaterThan(0xF00000);
    assertThat(sheet.getRGB(2, 2) & 0xFFFFFF).isEqualTo(0xFFFFFF);
  }

  private static byte[] png(int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static BufferedImage read(byte[] encoded) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(encoded));
  }
}

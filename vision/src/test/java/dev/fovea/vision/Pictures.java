package dev.fovea.vision;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Draws the pictures that the tests decode. The usual one is {@value #WIDTH} x {@value #HEIGHT}:
 * red upper left, green upper right, blue lower left, white lower right.
 */
final class Pictures {

  static final int WIDTH = 64;
  static final int HEIGHT = 48;

  private Pictures() {}

  /** Returns the four quadrants as a picture of one of {@link BufferedImage}'s types. */
  static BufferedImage quadrants(int type) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
    Graphics2D graphics = picture.createGraphics();
    Color[] colors = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < 4; i++) {
      graphics.setColor(colors[i]);
      graphics.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    }
    graphics.dispose();
    return picture;
  }

  /** Returns a picture that is red on the left and clear on the right. */
  static BufferedImage halfClear() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, WIDTH / 2, HEIGHT);
    graphics.dispose();
    return picture;
  }

  /** Returns a grey picture with alpha: level 200, opaque left, half clear right. */
  static RenderedImage grayWithAlpha() {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        raster.setPixel(x, y, new int[] {200, x < WIDTH / 2 ? 255 : 128});
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  /** Returns an RGB picture of 16 bits a sample, every sample 257 times that of the quadrants. */
  static RenderedImage deep() {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    Raster source = quadrants(BufferedImage.TYPE_INT_RGB).getRaster();
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        int[] pixel = source.getPixel(x, y, (int[]) null);
        raster.setPixel(x, y, new int[] {pixel[0] * 257, pixel[1] * 257, pixel[2] * 257});
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  /** Encodes by ImageIO. */
  static byte[] encode(RenderedImage picture, String format) {
    return encode(new IIOImage(picture, null, null), format, false, "");
  }

  /** Encodes by ImageIO, progressive for JPEG, interlaced for PNG and GIF. */
  static byte[] progressive(RenderedImage picture, String format) {
    return encode(new IIOImage(picture, null, null), format, true, "");
  }

  /** Encodes a TIFF with a compression by its name in ImageIO. */
  static byte[] tiff(RenderedImage picture, String compression) {
    return encode(new IIOImage(picture, null, null), "tiff", false, compression);
  }

  private static byte[] encode(
      IIOImage picture, String format, boolean progressive, String compression) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      if (!compression.isEmpty()) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.setOutput(out);
      writer.write(null, picture, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Encodes the quadrants as WebP, with an alpha channel where asked. */
  static byte[] webp(boolean alpha) {
    return imencode(".webp", alpha ? halfClear() : quadrants(BufferedImage.TYPE_INT_ARGB));
  }

  private static byte[] imencode(String extension, BufferedImage picture) {
    byte[] pixels = new byte[WIDTH * HEIGHT * 4];
    ByteBuffer.wrap(pixels)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .put(picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH));
    try (BytePointer memory = new BytePointer(pixels);
        Mat mat = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC4, memory);
        BytePointer encoded = new BytePointer()) {
      opencv_imgcodecs.imencode(extension, mat, encoded);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** Encodes the quadrants as a four-colour JPEG in Adobe's way: inverted, with its marker. */
  static byte[] fourColorJpeg(boolean ycck) {
    BufferedImage picture = quadrants(BufferedImage.TYPE_INT_RGB);
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        // Inverted ink without black is just red, green and blue.
        int[] rgb = picture.getRaster().getPixel(x, y, (int[]) null);
        int[] ink = ycck ? ycc(255 - rgb[0], 255 - rgb[1], 255 - rgb[2]) : rgb;
        raster.setPixel(x, y, new int[] {ink[0], ink[1], ink[2], 255});
      }
    }
    byte[] plain = encode(new IIOImage(raster, null, null), "jpg", false, "");
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) (ycck ? 2 : 0)};
    return withSegment(plain, 0xEE, adobe);
  }

  private static int[] ycc(int r, int g, int b) {
    return new int[] {
      clamp(0.299 * r + 0.587 * g + 0.114 * b),
      clamp(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
      clamp(128 + 0.5 * r - 0.418688 * g - 0.081312 * b)
    };
  }

  private static int clamp(double value) {
    return (int) Math.clamp(Math.round(value), 0L, 255L);
  }

  /** Puts a marker segment right after the start of a JPEG. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + body.length);
    out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (body.length + 2));
    return out.put(body).put(jpeg, 2, jpeg.length - 2).array();
  }

  /** States an EXIF orientation in a JPEG. */
  static byte[] orientedJpeg(byte[] jpeg, int orientation) {
    byte[] block = exif(orientation);
    byte[] body = ByteBuffer.allocate(6 + block.length).put(ascii("Exif\0\0")).put(block).array();
    return withSegment(jpeg, 0xE1, body);
  }

  /** States an EXIF orientation in a PNG. */
  static byte[] orientedPng(byte[] png, int orientation) {
    int afterHeader = 8 + 25;
    byte[] block = exif(orientation);
    ByteBuffer out = ByteBuffer.allocate(png.length + 12 + block.length);
    out.put(png, 0, afterHeader).put(pngChunk("eXIf", block));
    return out.put(png, afterHeader, png.length - afterHeader).array();
  }

  /** States an orientation in a TIFF, in a directory that replaces the one it has. */
  static byte[] orientedTiff(byte[] tiff, int orientation) {
    ByteOrder order = tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer in = ByteBuffer.wrap(tiff).order(order);
    int directory = in.getInt(4);
    SortedMap<Integer, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < in.getShort(directory); i++) {
      byte[] entry = new byte[12];
      in.get(directory + 2 + 12 * i, entry);
      entries.put(ByteBuffer.wrap(entry).order(order).getShort() & 0xFFFF, entry);
    }
    ByteBuffer stated = ByteBuffer.allocate(12).order(order);
    stated.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    entries.put(274, stated.array());
    ByteBuffer out = ByteBuffer.allocate(tiff.length + 6 + 12 * entries.size()).order(order);
    out.put(tiff).putShort((short) entries.size());
    entries.values().forEach(out::put);
    return out.putInt(4, tiff.length).array();
  }

  /** Returns a PNG that claims a size and has no pixels. */
  static byte[] pngClaiming(int width, int height) {
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array();
    ByteBuffer out = ByteBuffer.allocate(8 + 25 + 12 + 12);
    out.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    out.put(pngChunk("IHDR", header)).put(pngChunk("IDAT", new byte[0]));
    return out.put(pngChunk("IEND", new byte[0])).array();
  }

  private static byte[] pngChunk(String type, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(ascii(type));
    crc.update(body);
    ByteBuffer chunk = ByteBuffer.allocate(12 + body.length).putInt(body.length);
    return chunk.put(ascii(type)).put(body).putInt((int) crc.getValue()).array();
  }

  /** Returns a TIFF directory that holds nothing but an orientation. */
  private static byte[] exif(int orientation) {
    ByteBuffer block = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    block.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 1);
    block.putShort((short) 274).putShort((short) 3).putInt(1).putInt(orientation);
    return block.putInt(0).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.fovea.vision;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small pictures that would be a lot of work. */
final class Bombs {

  private Bombs() {}

  /** Draws a grey PNG whose data inflate to so many zeros, whatever its size needs. */
  static byte[] png(int width, int height, long inflatedBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array());
    chunk(out, "IDAT", zeros(inflatedBytes));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Writes the last scan of a JPEG again and again before its end. */
  static byte[] repeatLastScan(byte[] jpeg, int times) {
    int end = jpeg.length - 2;
    int scan = end;
    while (jpeg[scan] != (byte) 0xFF || jpeg[scan + 1] != (byte) 0xDA) {
      scan--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, end);
    for (int i = 0; i < times; i++) {
      out.write(jpeg, scan, end - scan);
    }
    out.write(jpeg, end, 2);
    return out.toByteArray();
  }

  private static byte[] zeros(long count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] plain = new byte[1 << 20];
    byte[] packed = new byte[1 << 16];
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      for (long done = 0; done < count; done += plain.length) {
        deflater.setInput(plain);
        while (!deflater.needsInput()) {
          out.write(packed, 0, deflater.deflate(packed));
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        out.write(packed, 0, deflater.deflate(packed));
      }
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    out.writeBytes(name);
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}

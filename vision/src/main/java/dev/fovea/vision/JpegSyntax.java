package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;
import dev.fovea.vision.ImageException.UnsupportedImage;

/** Walks the marker segments of ITU-T T.81 from SOI to EOI; entropy-coded data is skipped. */
final class JpegSyntax implements Syntax {

  private static final int SOF0 = 0xC0;
  private static final int SOF2 = 0xC2;
  private static final int SOF15 = 0xCF;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP1 = 0xE1;
  private static final int TEM = 0x01;

  /** Encoders make ten; each may have the decoder go over all pixels for a few bytes. */
  private static final int MOST_SCANS = 64;

  @Override
  public ImageHeader read(byte[] bytes) throws ImageException {
    return new Walk(Bytes.bigEndian(bytes)).toEnd();
  }

  /** One pass over the segments of one picture. */
  private static final class Walk {

    private final Bytes in;
    private Orientation orientation = Orientation.UPRIGHT;
    private int width;
    private int height;
    private int scans;

    Walk(Bytes in) {
      this.in = in;
    }

    ImageHeader toEnd() throws ImageException {
      int at = 2;
      while (true) {
        at = nextMarker(at);
        int marker = in.u8(at - 1);
        if (marker == EOI) {
          return header();
        }
        if (marker == TEM || (marker >= RST0 && marker <= RST7)) {
          continue;
        }
        int length = in.u16(at);
        if (length < 2) {
          throw new UndecodableImage("a segment is " + length + " bytes long");
        }
        in.require(at, length);
        segment(marker, in.slice(at + 2, length - 2));
        at += length;
      }
    }

    private ImageHeader header() throws UndecodableImage {
      if (scans == 0) {
        throw new UndecodableImage("it ends before its first scan");
      }
      return new ImageHeader(ImageFormat.JPEG, width, height, 1, orientation);
    }

    /** Returns the position after the next marker, which in entropy-coded data is never 0. */
    private int nextMarker(int at) throws UndecodableImage {
      int next = at;
      while (true) {
        while (in.u8(next) != 0xFF) {
          next++;
        }
        while (in.u8(next) == 0xFF) {
          next++;
        }
        if (in.u8(next) != 0) {
          return next + 1;
        }
      }
    }

    private void segment(int marker, Bytes body) throws ImageException {
      if (marker == SOS) {
        if (width == 0) {
          throw new UndecodableImage("a scan comes before the frame header");
        }
        if (++scans > MOST_SCANS) {
          throw new UndecodableImage("it has more than %d scans".formatted(MOST_SCANS));
        }
      } else if (marker == APP1 && body.matches(0, "Exif\0\0")) {
        orientation = Exif.orientation(body.slice(6, body.length() - 6L));
      } else if (marker >= SOF0
          && marker <= SOF15
          && marker != DHT
          && marker != JPG
          && marker != DAC) {
        frame(marker, body);
      }
    }

    private void frame(int marker, Bytes body) throws ImageException {
      if (marker > SOF2) {
        throw new UnsupportedImage("JPEG process SOF" + (marker - SOF0));
      }
      if (width != 0) {
        throw new UndecodableImage("it has two frame headers");
      }
      if (body.u8(0) != 8) {
        throw new UnsupportedImage("JPEG of " + body.u8(0) + " bits a sample");
      }
      height = body.u16(1);
      width = body.u16(3);
      if (height == 0) {
        throw new UnsupportedImage("JPEG that states its height after the scan");
      }
      if (width == 0) {
        throw new UndecodableImage("it is 0 pixels wide");
      }
    }
  }
}

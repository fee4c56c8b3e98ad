package dev.fovea.vision;

import dev.fovea.vision.ImageException.NotAnImage;

/** A picture format that is decoded here, known by the first bytes and by nothing else. */
public enum ImageFormat {
  /** ITU-T T.81, Huffman-coded, 8 bits a sample. */
  JPEG,
  /** W3C Portable Network Graphics; of an animation the default picture. */
  PNG,
  /** GIF 87a and 89a; the first frame. */
  GIF,
  /** Windows bitmap. */
  BMP,
  /** WebP, lossy or lossless; of an animation the first frame. */
  WEBP,
  /** TIFF 6.0; the first page. */
  TIFF;

  /**
   * Recognises a format by its signature.
   *
   * @throws NotAnImage if the beginning of {@code bytes} matches no signature
   */
  public static ImageFormat sniff(byte[] bytes) throws NotAnImage {
    if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) {
      return JPEG;
    }
    if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return PNG;
    }
    if (starts(bytes, 0, 'G', 'I', 'F', '8', '7', 'a')
        || starts(bytes, 0, 'G', 'I', 'F', '8', '9', 'a')) {
      return GIF;
    }
    if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
      return WEBP;
    }
    if (starts(bytes, 0, 'I', 'I', 42, 0) || starts(bytes, 0, 'M', 'M', 0, 42)) {
      return TIFF;
    }
    if (starts(bytes, 0, 'B', 'M')) {
      return BMP;
    }
    throw new NotAnImage();
  }

  private static boolean starts(byte[] bytes, int from, int... signature) {
    if (bytes.length < from + signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((bytes[from + i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}

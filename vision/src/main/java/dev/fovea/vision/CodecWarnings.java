package dev.fovea.vision;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the warnings of codecs that mean lost pixels from those that every viewer ignores. */
final class CodecWarnings {

  private static final Pattern JPEG_LOSS =
      Pattern.compile(
          "premature end of data segment|bad Huffman code|bad arithmetic code"
              + "|found marker 0x\\w+ instead of RST\\d");

  private static final Pattern PNG_LOSS = Pattern.compile("libpng error|Not enough image data");

  private static final Pattern LEFT_OVER =
      Pattern.compile("(\\d+) extraneous bytes before marker 0xd9");

  private CodecWarnings() {}

  /** Returns what is wrong, or empty if the pixels are whole. */
  static Optional<String> fault(ImageFormat format, String heard, byte[] bytes) {
    return switch (format) {
      case JPEG -> found(JPEG_LOSS, heard).or(() -> leftOver(heard, bytes));
      case PNG -> found(PNG_LOSS, heard);
      case TIFF -> tiff(heard);
      // These codecs stop at a fault, and print nothing.
      case GIF, BMP, WEBP -> Optional.empty();
    };
  }

  private static Optional<String> found(Pattern loss, String heard) {
    return loss.matcher(heard).results().findFirst().map(MatchResult::group);
  }

  /** A TIFF's strips may be JPEG themselves. */
  private static Optional<String> tiff(String heard) {
    return heard.contains(NativeMessages.OPENCV_ERROR)
        ? Optional.of("its strips or tiles do not decompress")
        : found(JPEG_LOSS, heard);
  }

  private static Optional<String> leftOver(String heard, byte[] bytes) {
    Matcher leftOver = LEFT_OVER.matcher(heard);
    if (!leftOver.find() || isPadding(bytes, Integer.parseInt(leftOver.group(1)))) {
      return Optional.empty();
    }
    return Optional.of(leftOver.group(1) + " bytes of its scan belong to no pixel");
  }

  /**
   * Returns whether the bytes before the end marker are all alike. Cameras fill a scan up; a scan
   * that lost its thread leaves bytes of all kinds.
   */
  private static boolean isPadding(byte[] bytes, int count) {
    int end = bytes.length - 2;
    while (end > 0 && !(bytes[end] == (byte) 0xFF && bytes[end + 1] == (byte) 0xD9)) {
      end--;
    }
    for (int i = Math.max(1, end - count + 1); i < end; i++) {
      if (bytes[i] != bytes[end - 1]) {
        return false;
      }
    }
    return true;
  }
}

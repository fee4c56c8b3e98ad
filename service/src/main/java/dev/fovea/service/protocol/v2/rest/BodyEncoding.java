package dev.fovea.service.protocol.v2.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How a body may be compressed. */
enum BodyEncoding {
  /** RFC 1952. */
  GZIP("gzip"),
  /** RFC 1950, zlib's wrapping around deflate. */
  DEFLATE("deflate");

  private final String token;

  BodyEncoding(String token) {
    this.token = token;
  }

  /** Returns its name in {@code Content-Encoding}. */
  String token() {
    return token;
  }

  /** Returns a stream that compresses into {@code target}; closing it completes the body. */
  OutputStream compress(OutputStream target) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPOutputStream(target);
      case DEFLATE -> new DeflaterOutputStream(target);
    };
  }

  /** Returns the first encoding an {@code Accept-Encoding} names and does not weigh with 0. */
  static Optional<BodyEncoding> accepted(String header) {
    for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", 2);
      boolean refused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0{0,3})?");
      for (BodyEncoding encoding : values()) {
        if (!refused && parts[0].strip().equals(encoding.token)) {
          return Optional.of(encoding);
        }
      }
    }
    return Optional.empty();
  }
}

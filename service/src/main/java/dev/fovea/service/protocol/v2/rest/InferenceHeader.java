package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.failure.InvalidParameter;

/**
 * The header that says how many bytes of an uncompressed body are JSON, the rest being binary data.
 * In a request, 0 says that the body is nothing but one tensor.
 */
final class InferenceHeader {

  /** The header's name. */
  static final String NAME = "Inference-Header-Content-Length";

  private InferenceHeader() {}

  /**
   * Reads the header.
   *
   * @throws InvalidParameter if it is no number of bytes
   */
  static int jsonBytes(String value) {
    String digits = value.strip();
    if (!digits.matches("[0-9]{1,9}")) {
      throw new InvalidParameter(NAME, "must be a number of bytes, got '" + brief(value) + "'");
    }
    return Integer.parseInt(digits);
  }

  private static String brief(String value) {
    return value.length() > 40 ? value.substring(0, 40) + "…" : value;
  }
}

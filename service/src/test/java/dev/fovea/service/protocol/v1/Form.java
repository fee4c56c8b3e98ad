package dev.fovea.service.protocol.v1;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A multipart form as a browser sends it. */
final class Form {

  private static final String BOUNDARY = "x7fovea";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Form image(String file, byte[] content) {
    return part("name=\"image\"; filename=\"" + file + "\"", content);
  }

  Form field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  String type() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  BodyPublisher body() {
    byte[] parts = bytes.toByteArray();
    byte[] end = ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    return BodyPublishers.concat(
        BodyPublishers.ofByteArray(parts), BodyPublishers.ofByteArray(end));
  }

  private Form part(String disposition, byte[] content) {
    String head =
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(content);
    bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    return this;
  }
}

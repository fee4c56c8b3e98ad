package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.ControlledService;
import dev.fovea.service.TestPictures;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What a client of the protocol sees when the queue is full. */
final class OverloadIT extends ControlledService {

  /** More than are decoded at a time on any machine that runs this. */
  private static final int PICTURES = 60;

  @Test
  void refusesInTheProtocolsWordsAndSaysWhenToComeAgain() {
    byte[] large = TestPictures.largeQuadrant(0);

    HttpResponse<byte[]> refused = send(pictures(large));

    assertThat(refused.statusCode()).as(new String(refused.body(), UTF_8)).isEqualTo(503);
    assertThat(json(refused).propertyNames()).containsExactly("error");
    assertThat(json(refused).path("error").asString()).contains("waiting");
    assertThat(refused.headers().firstValue("Retry-After").map(Integer::valueOf).orElse(0))
        .isPositive();
  }

  /** Begins a request with more large pictures than can wait, all in one body. */
  private HttpRequest.Builder pictures(byte[] picture) {
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(picture.length).array();
    for (int i = 0; i < PICTURES; i++) {
      tail.writeBytes(length);
      tail.writeBytes(picture);
    }
    byte[] head =
        """
        {"inputs":[{"name":"image","shape":[%d],"datatype":"BYTES",
         "parameters":{"binary_data_size":%d}}]}\
        """
            .formatted(PICTURES, tail.size())
            .getBytes(UTF_8);
    return request("/v2/models/plain/infer")
        .header(InferenceHeader.NAME, Integer.toString(head.length))
        .POST(
            BodyPublishers.concat(
                BodyPublishers.ofByteArray(head), BodyPublishers.ofByteArray(tail.toByteArray())));
  }
}

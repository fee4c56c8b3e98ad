package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestBodyTest {

  private static final byte[] CONTENT = "some content".repeat(100).getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource
  void inflatesWhatWasCompressed(BodyEncoding encoding) throws IOException {
    RequestBody body = open(compressed(encoding, CONTENT), encoding.token(), 2_000);

    assertThat(body.readAll()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @EnumSource
  void boundsTheInflatedSize(BodyEncoding encoding) throws IOException {
    byte[] bomb = compressed(encoding, new byte[10_000_000]);

    assertThat(bomb.length).isLessThan(20_000);
    assertThatThrownBy(() -> open(bomb, encoding.token(), 20_000).readAll())
        .isInstanceOf(BodyTooLarge.class);
  }

  @ParameterizedTest
  @EnumSource
  void refusesDamagedAndTruncatedData(BodyEncoding encoding) throws IOException {
    byte[] whole = compressed(encoding, CONTENT);

    assertThatThrownBy(() -> open(CONTENT, encoding.token(), 2_000).readAll())
        .isInstanceOf(MalformedBody.class);
    assertThatThrownBy(
            () -> open(Arrays.copyOf(whole, whole.length / 2), encoding.token(), 2_000).readAll())
        .isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> open(new byte[0], encoding.token(), 2_000).readAll())
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void namesACompressedBodyThatHasNothing() {
    assertThatThrownBy(() -> open(new byte[0], "gzip", 10).readAll())
        .hasMessageContaining("ends too early");
  }

  @Test
  void takesExactlyTheBoundAndNotAByteMore() {
    assertThat(open(CONTENT, null, CONTENT.length).readAll()).isEqualTo(CONTENT);
    assertThatThrownBy(() -> open(CONTENT, null, CONTENT.length - 1).readAll())
        .isInstanceOf(BodyTooLarge.class);
  }

  @Test
  void refusesAnEncodingItCannotInflate() {
    assertThatThrownBy(() -> open(CONTENT, "br", 10))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("'br'");
  }

  private static RequestBody open(byte[] bytes, @Nullable String encoding, long limitBytes) {
    return RequestBody.open(new ByteArrayInputStream(bytes), encoding, limitBytes, _ -> {});
  }

  private static byte[] compressed(BodyEncoding encoding, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = encoding.compress(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}

package dev.fovea.service.protocol.v2.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyEncodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | GZIP",
        "deflate | DEFLATE",
        "gzip, deflate, br | GZIP",
        "br, deflate;q=0.5 | DEFLATE",
        "gzip;q=0, deflate | DEFLATE",
        "GZIP ; q=1.0 | GZIP"
      })
  void takesTheFirstThatTheClientNames(String header, BodyEncoding encoding) {
    assertThat(BodyEncoding.accepted(header)).contains(encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "gzip;q=0.000", ";;,,", "*"})
  void compressesForNobodyWhoDidNotAsk(String header) {
    assertThat(BodyEncoding.accepted(header)).isEmpty();
  }
}

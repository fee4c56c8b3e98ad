package dev.fovea.service.protocol.v2.rest;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fovea.service.failure.ServingException;
import java.io.ByteArrayInputStream;

/**
 * Whatever a client sends is read or refused, and nothing else. Without {@code JAZZER_FUZZ=1} only
 * the recorded inputs are replayed.
 */
class InferRequestFuzzTest {

  private static final int LIMIT_BYTES = 1 << 20;

  @FuzzTest(maxDuration = "2m")
  void readsOrRefusesAnyJson(byte[] json) {
    parse(json, new byte[0]);
  }

  @FuzzTest(maxDuration = "2m")
  void readsOrRefusesAnyBinaryTail(FuzzedDataProvider data) {
    String shape = "[" + data.consumeLong() + "," + data.consumeInt(-1, 4) + "]";
    String type = data.pickValue(new String[] {"UINT8", "FP16", "FP32", "UINT64", "BYTES"});
    String json =
        "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"%s\",\"shape\":%s,"
                .formatted(type, data.consumeBoolean() ? shape : "[1]")
            + "\"parameters\":{\"binary_data_size\":%d}}]}".formatted(data.consumeLong());
    parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), data.consumeRemainingAsBytes());
  }

  @FuzzTest(maxDuration = "2m")
  void inflatesOrRefusesAnyBody(FuzzedDataProvider data) {
    String encoding = data.pickValue(new String[] {"gzip", "deflate", "identity"});
    byte[] bytes = data.consumeRemainingAsBytes();
    try {
      RequestBody.open(new ByteArrayInputStream(bytes), encoding, LIMIT_BYTES, _ -> {}).readAll();
    } catch (ServingException _) {
      // the expected way out
    }
  }

  private static void parse(byte[] json, byte[] tail) {
    RequestBody body = RequestBody.open(new ByteArrayInputStream(tail), null, LIMIT_BYTES, _ -> {});
    try {
      InferRequestParser.parse(json, new BinaryTail(body));
    } catch (ServingException _) {
      // the expected way out
    }
  }
}

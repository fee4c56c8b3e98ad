package dev.fovea.e2e.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sends tensors to {@code simple} over HTTP, behind a head of JSON, and reads them so too. */
record BinaryDoor(Client client) implements Door {

  private static final byte[] HEAD =
      """
      {"inputs":[
      {"name":"INPUT0","shape":[1,16],"datatype":"INT32","parameters":{"binary_data_size":64}},
      {"name":"INPUT1","shape":[1,16],"datatype":"INT32","parameters":{"binary_data_size":64}}],
      "parameters":{"binary_data_output":true}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public boolean answersRightly(long number) throws IOException {
    Sum sum = new Sum(number);
    byte[] body =
        ByteBuffer.allocate(HEAD.length + 2 * Sum.BYTES).put(HEAD).put(sum.inputs()).array();
    byte[] answer = client.infer("/v2/models/simple/infer", HEAD.length, body);
    ByteBuffer tail = ByteBuffer.wrap(answer, answer.length - 2 * Sum.BYTES, 2 * Sum.BYTES);
    return tail.equals(sum.outputs());
  }
}

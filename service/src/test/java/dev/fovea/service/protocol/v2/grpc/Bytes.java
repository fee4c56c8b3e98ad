package dev.fovea.service.protocol.v2.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Messages that no client library would write. */
final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

  private Bytes() {}

  /** Sends a message as it is, and returns the answer's. */
  static byte[] call(Channel channel, String method, byte[] message) {
    Bytes bytes = new Bytes();
    return ClientCalls.blockingUnaryCall(
        channel,
        MethodDescriptor.newBuilder(bytes, bytes)
            .setType(MethodType.UNARY)
            .setFullMethodName(method)
            .build(),
        CallOptions.DEFAULT,
        message);
  }

  @Override
  public InputStream stream(byte[] message) {
    return new ByteArrayInputStream(message);
  }

  @Override
  public byte[] parse(InputStream message) {
    try {
      return message.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

package dev.fovea.e2e.faults;

import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import inference.GrpcPredictV2.ModelInferResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Sends tensors to {@code simple} over gRPC; all requests share one connection. */
final class GrpcDoor implements Door, AutoCloseable {

  private static final ModelInferRequest FORM =
      ModelInferRequest.newBuilder()
          .setModelName("simple")
          .addInputs(input("INPUT0"))
          .addInputs(input("INPUT1"))
          .build();

  private final ManagedChannel channel;
  private final GRPCInferenceServiceBlockingStub service;

  GrpcDoor(int port) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    service = GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public boolean answersRightly(long number) throws IOException {
    Sum sum = new Sum(number);
    ByteBuffer inputs = sum.inputs();
    String id = "request " + number;
    ModelInferRequest request =
        FORM.toBuilder()
            .setId(id)
            .addRawInputContents(ByteString.copyFrom(inputs.slice(0, Sum.BYTES)))
            .addRawInputContents(ByteString.copyFrom(inputs.slice(Sum.BYTES, Sum.BYTES)))
            .build();
    try {
      ModelInferResponse answer = service.modelInfer(request);
      ByteString outputs = ByteString.copyFrom(answer.getRawOutputContentsList());
      return answer.getId().equals(id) && outputs.equals(ByteString.copyFrom(sum.outputs()));
    } catch (StatusRuntimeException failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static InferInputTensor input(String name) {
    return InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype("INT32")
        .addAllShape(List.of(1L, (long) Sum.VALUES))
        .build();
  }
}

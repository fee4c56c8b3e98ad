package dev.fovea.e2e.faults;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import inference.GRPCInferenceServiceGrpc;
import inference.GrpcPredictV2.InferTensorContents;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** gRPC messages that are large, as they travel or in memory. */
final class HugeMessages {

  private static final int CLIENTS = 12;
  private static final int PACKED_LONGS = 3;
  private static final int INPUTS = 5;

  private HugeMessages() {}

  /** Sends each kind from many clients at once, and returns what they are told. */
  static List<Status> send(int port) throws Exception {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    List<Status> told = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ModelInferRequest message : all()) {
        List<Future<Status>> answers =
            IntStream.range(0, CLIENTS)
                .mapToObj(_ -> clients.submit(() -> send(channel, message)))
                .toList();
        for (Future<Status> answer : answers) {
          told.add(answer.get());
        }
      }
    } finally {
      channel.shutdownNow();
    }
    return told;
  }

  private static Status send(ManagedChannel channel, ModelInferRequest message) {
    try {
      GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(message);
      return Status.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus();
    }
  }

  /** Each fits at most beside nothing else. */
  private static List<ModelInferRequest> all() {
    return List.of(
        raw(30 << 20), zeros(30 << 20), zeros(5 << 20), emptyInputs(1_700_000), unknown(100_000));
  }

  private static ModelInferRequest raw(int count) {
    return ModelInferRequest.newBuilder()
        .setModelName(EchoModel.NAME)
        .addRawInputContents(ByteString.copyFrom(new byte[count]))
        .build();
  }

  private static ModelInferRequest zeros(int count) {
    UnknownFieldSet packed = fields(PACKED_LONGS, List.of(ByteString.copyFrom(new byte[count])));
    InferTensorContents contents =
        InferTensorContents.newBuilder().setUnknownFields(packed).build();
    return ModelInferRequest.newBuilder()
        .setModelName(EchoModel.NAME)
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("pixels")
                .setDatatype("INT64")
                .addShape(count)
                .setContents(contents))
        .build();
  }

  private static ModelInferRequest emptyInputs(int count) {
    List<ByteString> empty = Collections.nCopies(count, ByteString.EMPTY);
    return ModelInferRequest.newBuilder()
        .setModelName(EchoModel.NAME)
        .setUnknownFields(fields(INPUTS, empty))
        .build();
  }

  private static ModelInferRequest unknown(int count) {
    UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
    IntStream.range(100, 100 + count)
        .forEach(number -> fields.addField(number, Field.newBuilder().addVarint(0).build()));
    return ModelInferRequest.newBuilder()
        .setModelName(EchoModel.NAME)
        .setUnknownFields(fields.build())
        .build();
  }

  private static UnknownFieldSet fields(int number, List<ByteString> contents) {
    Field.Builder field = Field.newBuilder();
    contents.forEach(field::addLengthDelimited);
    return UnknownFieldSet.newBuilder().addField(number, field.build()).build();
  }
}

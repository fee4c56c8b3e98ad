package dev.fovea.service.protocol.v2.grpc;

import static dev.fovea.service.protocol.v2.ModelDescriptions.selector;

import dev.fovea.service.failure.ServingException;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.protocol.v2.InferRequest;
import dev.fovea.service.protocol.v2.InferenceCall;
import dev.fovea.service.protocol.v2.ModelConfigurations;
import dev.fovea.service.protocol.v2.ModelDescriptions;
import dev.fovea.service.protocol.v2.Repository;
import dev.fovea.service.protocol.v2.ServerDescription;
import dev.fovea.service.protocol.v2.ServerMetadata;
import dev.fovea.service.protocol.v2.StatisticsReport;
import dev.fovea.service.protocol.v2.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.fovea.service.protocol.v2.grpc.wire.ModelConfigRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelConfigResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelMetadataRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelMetadataResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelReadyRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelReadyResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelStatisticsRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelStatisticsResponse;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryIndexRequest;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryIndexResponse;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryModelLoadRequest;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryModelLoadResponse;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryModelUnloadRequest;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryModelUnloadResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ServerLiveRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ServerLiveResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ServerMetadataRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ServerMetadataResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ServerReadyRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ServerReadyResponse;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** {@code inference.GRPCInferenceService}: every call reads a message, asks, writes a message. */
@Service
final class InferenceService extends GRPCInferenceServiceImplBase {

  private final ServerDescription server;
  private final ModelDescriptions descriptions;
  private final ModelConfigurations configurations;
  private final InferenceCall inference;
  private final StatisticsReport statistics;
  private final Repository repository;

  InferenceService(
      ServerDescription server,
      ModelDescriptions descriptions,
      ModelConfigurations configurations,
      InferenceCall inference,
      StatisticsReport statistics,
      Repository repository) {
    this.server = server;
    this.descriptions = descriptions;
    this.configurations = configurations;
    this.inference = inference;
    this.statistics = statistics;
    this.repository = repository;
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> answer) {
    answer(answer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> answer) {
    answer(answer, () -> ServerReadyResponse.newBuilder().setReady(server.ready()).build());
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> answer) {
    ServerMetadata metadata = server.metadata();
    answer(
        answer,
        () ->
            ServerMetadataResponse.newBuilder()
                .setName(metadata.name())
                .setVersion(metadata.version())
                .addAllExtensions(metadata.extensions())
                .build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> answer) {
    answer(
        answer,
        () ->
            ModelReadyResponse.newBuilder()
                .setReady(descriptions.ready(selector(request.getName(), request.getVersion())))
                .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
    answer(
        answer,
        () ->
            DescriptionMessages.metadata(
                descriptions.metadata(selector(request.getName(), request.getVersion()))));
  }

  @Override
  public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> answer) {
    answer(
        answer,
        () ->
            ModelConfigResponse.newBuilder()
                .setConfig(
                    DescriptionMessages.configuration(
                        configurations.of(selector(request.getName(), request.getVersion()))))
                .build());
  }

  @Override
  public void modelStatistics(
      ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> answer) {
    answer(
        answer,
        () ->
            StatisticsMessages.response(
                request.getName().isEmpty()
                    ? statistics.all()
                    : request.getVersion().isEmpty()
                        ? statistics.ofModel(request.getName())
                        : statistics.ofVersion(selector(request.getName(), request.getVersion()))));
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> answer) {
    Terms transport = terms((ServerCallStreamObserver<ModelInferResponse>) answer);
    try {
      InferRequest asked = InferMessages.request(request);
      inference
          .infer(
              selector(request.getModelName(), request.getModelVersion()),
              asked,
              asked.terms(transport))
          .thenApply(InferMessages::response)
          .thenAccept(response -> send(answer, response))
          .exceptionally(fault -> {
            answer.onError(Statuses.of(fault));
            return null;
          });
    } catch (ServingException refused) {
      answer.onError(Statuses.of(refused));
    }
  }

  @Override
  public void repositoryIndex(
      RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> answer) {
    answer(answer, () -> RepositoryMessages.index(repository.index(request.getReady())));
  }

  @Override
  public void repositoryModelLoad(
      RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> answer) {
    answer(
        answer,
        () -> {
          repository.load(request.getModelName(), request.getParametersMap().keySet());
          return RepositoryModelLoadResponse.getDefaultInstance();
        });
  }

  @Override
  public void repositoryModelUnload(
      RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> answer) {
    answer(
        answer,
        () -> {
          repository.unload(request.getModelName());
          return RepositoryModelUnloadResponse.getDefaultInstance();
        });
  }

  /** The call's own deadline and cancellation. */
  private static Terms terms(ServerCallStreamObserver<?> call) {
    Terms terms = Terms.interactive();
    call.setOnCancelHandler(terms.cancellation()::cancel);
    Deadline deadline = Context.current().getDeadline();
    return deadline == null
        ? terms
        : terms.within(Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
  }

  private static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    try {
      send(observer, work.get());
    } catch (ServingException refused) {
      observer.onError(Statuses.of(refused));
    }
  }

  private static <T> void send(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}

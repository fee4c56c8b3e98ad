package dev.fovea.service.protocol.v2.grpc;

import dev.fovea.service.protocol.v2.ModelConfiguration;
import dev.fovea.service.protocol.v2.ModelMetadata;
import dev.fovea.service.protocol.v2.ModelMetadata.TensorMetadata;
import dev.fovea.service.protocol.v2.grpc.wire.DataType;
import dev.fovea.service.protocol.v2.grpc.wire.ModelConfig;
import dev.fovea.service.protocol.v2.grpc.wire.ModelDynamicBatching;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInput;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInstanceGroup;
import dev.fovea.service.protocol.v2.grpc.wire.ModelMetadataResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelOutput;
import dev.fovea.service.protocol.v2.grpc.wire.ModelVersionPolicy;
import java.util.List;
import java.util.Optional;

/** Metadata and configuration of models as messages. */
final class DescriptionMessages {

  private DescriptionMessages() {}

  static ModelMetadataResponse metadata(ModelMetadata metadata) {
    return ModelMetadataResponse.newBuilder()
        .setName(metadata.name())
        .addAllVersions(metadata.versions())
        .setPlatform(metadata.platform())
        .addAllInputs(tensors(metadata.inputs()))
        .addAllOutputs(tensors(metadata.outputs()))
        .build();
  }

  private static List<ModelMetadataResponse.TensorMetadata> tensors(List<TensorMetadata> tensors) {
    return tensors.stream()
        .map(tensor ->
            ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(tensor.name())
                .setDatatype(tensor.datatype())
                .addAllShape(tensor.shape())
                .build())
        .toList();
  }

  static ModelConfig configuration(ModelConfiguration configuration) {
    ModelConfig.Builder message =
        ModelConfig.newBuilder()
            .setName(configuration.name())
            .setPlatform(configuration.platform())
            .setBackend(configuration.backend())
            .setVersionPolicy(policy(configuration.versionPolicy()))
            .setMaxBatchSize(configuration.maxBatchSize())
            .setDefaultModelFilename(configuration.defaultModelFilename());
    configuration.input().forEach(input -> message.addInput(input(input)));
    configuration.output().forEach(output -> message.addOutput(output(output)));
    configuration.instanceGroup().forEach(group -> message.addInstanceGroup(group(group)));
    Optional.ofNullable(configuration.dynamicBatching())
        .map(DescriptionMessages::batching)
        .ifPresent(message::setDynamicBatching);
    return message.build();
  }

  private static ModelInput input(ModelConfiguration.Input input) {
    return ModelInput.newBuilder()
        .setName(input.name())
        .setDataType(DataType.valueOf(input.dataType()))
        .setFormat(ModelInput.Format.valueOf(input.format()))
        .addAllDims(input.dims())
        .build();
  }

  private static ModelOutput output(ModelConfiguration.Output output) {
    return ModelOutput.newBuilder()
        .setName(output.name())
        .setDataType(DataType.valueOf(output.dataType()))
        .addAllDims(output.dims())
        .setLabelFilename(output.labelFilename())
        .build();
  }

  private static ModelInstanceGroup group(ModelConfiguration.InstanceGroup group) {
    return ModelInstanceGroup.newBuilder()
        .setName(group.name())
        .setKind(ModelInstanceGroup.Kind.valueOf(group.kind()))
        .setCount(group.count())
        .build();
  }

  private static ModelDynamicBatching batching(ModelConfiguration.DynamicBatching batching) {
    return ModelDynamicBatching.newBuilder()
        .addAllPreferredBatchSize(batching.preferredBatchSize())
        .setMaxQueueDelayMicroseconds(batching.maxQueueDelayMicroseconds())
        .build();
  }

  private static ModelVersionPolicy policy(ModelConfiguration.VersionPolicy policy) {
    ModelVersionPolicy.Builder message = ModelVersionPolicy.newBuilder();
    Optional.ofNullable(policy.latest())
        .map(it -> ModelVersionPolicy.Latest.newBuilder().setNumVersions(it.numVersions()))
        .ifPresent(message::setLatest);
    Optional.ofNullable(policy.all())
        .map(_ -> ModelVersionPolicy.All.getDefaultInstance())
        .ifPresent(message::setAll);
    Optional.ofNullable(policy.specific())
        .map(it -> ModelVersionPolicy.Specific.newBuilder().addAllVersions(it.versions()))
        .ifPresent(message::setSpecific);
    return message.build();
  }
}

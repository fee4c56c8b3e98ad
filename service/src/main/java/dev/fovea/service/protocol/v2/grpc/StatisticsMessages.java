package dev.fovea.service.protocol.v2.grpc;

import dev.fovea.service.protocol.v2.ModelStatistics;
import dev.fovea.service.protocol.v2.ModelStatistics.BatchStatistics;
import dev.fovea.service.protocol.v2.grpc.wire.InferBatchStatistics;
import dev.fovea.service.protocol.v2.grpc.wire.InferStatistics;
import dev.fovea.service.protocol.v2.grpc.wire.ModelStatisticsResponse;
import dev.fovea.service.protocol.v2.grpc.wire.StatisticDuration;
import java.util.List;

/** Statistics as messages. */
final class StatisticsMessages {

  private StatisticsMessages() {}

  static ModelStatisticsResponse response(List<ModelStatistics> statistics) {
    return ModelStatisticsResponse.newBuilder()
        .addAllModelStats(statistics.stream().map(StatisticsMessages::model).toList())
        .build();
  }

  private static dev.fovea.service.protocol.v2.grpc.wire.ModelStatistics model(
      ModelStatistics statistics) {
    return dev.fovea.service.protocol.v2.grpc.wire.ModelStatistics.newBuilder()
        .setName(statistics.name())
        .setVersion(statistics.version())
        .setLastInference(statistics.lastInference())
        .setInferenceCount(statistics.inferenceCount())
        .setExecutionCount(statistics.executionCount())
        .setInferenceStats(stages(statistics.inferenceStats()))
        .addAllBatchStats(statistics.batchStats().stream().map(StatisticsMessages::batch).toList())
        .build();
  }

  private static InferStatistics stages(ModelStatistics.InferStatistics stages) {
    return InferStatistics.newBuilder()
        .setSuccess(duration(stages.success()))
        .setFail(duration(stages.fail()))
        .setQueue(duration(stages.queue()))
        .setComputeInput(duration(stages.computeInput()))
        .setComputeInfer(duration(stages.computeInfer()))
        .setComputeOutput(duration(stages.computeOutput()))
        .setCacheHit(duration(stages.cacheHit()))
        .setCacheMiss(duration(stages.cacheMiss()))
        .build();
  }

  private static InferBatchStatistics batch(BatchStatistics batch) {
    return InferBatchStatistics.newBuilder()
        .setBatchSize(batch.batchSize())
        .setComputeInput(duration(batch.computeInput()))
        .setComputeInfer(duration(batch.computeInfer()))
        .setComputeOutput(duration(batch.computeOutput()))
        .build();
  }

  private static StatisticDuration duration(ModelStatistics.StatisticDuration duration) {
    return StatisticDuration.newBuilder().setCount(duration.count()).setNs(duration.ns()).build();
  }
}

package dev.fovea.service.protocol.v2;

import dev.fovea.service.inference.Statistics;
import dev.fovea.service.model.ModelId;
import java.util.List;
import java.util.Map;

/**
 * What one version did since it was loaded, in the protocol's words.
 *
 * @param name the model
 * @param version its version
 * @param lastInference when the last request was answered, in milliseconds of Unix time
 * @param inferenceCount rows answered
 * @param executionCount runs
 * @param inferenceStats requests by stage
 * @param responseStats always empty: no model here answers a request more than once
 * @param batchStats runs by their number of rows
 * @param memoryUsage always empty: the runtime does not say
 */
public record ModelStatistics(
    String name,
    String version,
    long lastInference,
    long inferenceCount,
    long executionCount,
    InferStatistics inferenceStats,
    Map<String, Object> responseStats,
    List<BatchStatistics> batchStats,
    List<Object> memoryUsage) {

  /**
   * How often something happened and how long that took in all.
   *
   * @param count times
   * @param ns nanoseconds
   */
  public record StatisticDuration(long count, long ns) {

    private static final StatisticDuration NEVER = new StatisticDuration(0, 0);

    static StatisticDuration of(Statistics.Total total) {
      return new StatisticDuration(total.count(), total.nanos());
    }
  }

  /**
   * Requests by stage. Clients read all eight without asking whether they are there.
   *
   * @param success answered requests
   * @param fail failed ones
   * @param queue waiting
   * @param computeInput decoding and pre-processing
   * @param computeInfer the runs they were in
   * @param computeOutput copying the outputs
   * @param cacheHit always zero: there is no cache
   * @param cacheMiss always zero
   */
  public record InferStatistics(
      StatisticDuration success,
      StatisticDuration fail,
      StatisticDuration queue,
      StatisticDuration computeInput,
      StatisticDuration computeInfer,
      StatisticDuration computeOutput,
      StatisticDuration cacheHit,
      StatisticDuration cacheMiss) {}

  /**
   * Runs of one number of rows.
   *
   * @param batchSize the rows
   * @param computeInput always zero: it is counted by request
   * @param computeInfer the runs
   * @param computeOutput always zero
   */
  public record BatchStatistics(
      int batchSize,
      StatisticDuration computeInput,
      StatisticDuration computeInfer,
      StatisticDuration computeOutput) {}

  static ModelStatistics of(ModelId id, Statistics statistics) {
    return new ModelStatistics(
        id.name(),
        Integer.toString(id.version()),
        statistics.lastRequestMillis(),
        statistics.rows(),
        statistics.runs(),
        new InferStatistics(
            StatisticDuration.of(statistics.success()),
            StatisticDuration.of(statistics.failed()),
            StatisticDuration.of(statistics.queue()),
            StatisticDuration.of(statistics.input()),
            StatisticDuration.of(statistics.infer()),
            StatisticDuration.of(statistics.output()),
            StatisticDuration.NEVER,
            StatisticDuration.NEVER),
        Map.of(),
        statistics.batches().entrySet().stream()
            .map(entry ->
                new BatchStatistics(
                    entry.getKey(),
                    StatisticDuration.NEVER,
                    StatisticDuration.of(entry.getValue()),
                    StatisticDuration.NEVER))
            .toList(),
        List.of());
  }
}

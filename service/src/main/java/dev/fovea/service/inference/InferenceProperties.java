package dev.fovea.service.inference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.inference}: how models are run.
 *
 * @param device which device sessions run on
 * @param threads threads of a session; empty for as many as the container has cores
 * @param maxBatchSize most rows in a run
 * @param batchSizes numbers of rows a run may have; empty for the device's own rule
 * @param maxDelay how long an idle session waits for a batch to fill
 * @param queueCapacity requests that may wait for one model
 * @param idleAfter after how long without work a session gives memory back
 * @param sessionConfig further settings of ONNX Runtime, from a short list that is checked
 * @param models the same for single models, by name
 */
@Validated
@ConfigurationProperties(prefix = "fovea.inference", ignoreUnknownFields = false)
public record InferenceProperties(
    @DefaultValue("auto") DevicePolicy device,
    Optional<Integer> threads,
    @DefaultValue("32") int maxBatchSize,
    @DefaultValue List<Integer> batchSizes,
    @DefaultValue("0ms") Duration maxDelay,
    @DefaultValue("256") int queueCapacity,
    @DefaultValue("30s") Duration idleAfter,
    @DefaultValue Map<String, String> sessionConfig,
    @DefaultValue Map<String, PerModel> models) {

  /**
   * Copies the collections and checks all settings, also those of single models.
   *
   * @throws IllegalArgumentException naming the setting and its value
   */
  public InferenceProperties {
    batchSizes = List.copyOf(batchSizes);
    sessionConfig = Map.copyOf(sessionConfig);
    models = Map.copyOf(models);
    if (threads.isPresent() && threads.get() < 1) {
      throw new IllegalArgumentException(
          "fovea.inference.threads must be at least 1, got " + threads.get());
    }
    BatchSettings all = new BatchSettings(maxBatchSize, batchSizes, maxDelay, queueCapacity);
    models.values().forEach(override -> override.over(all));
  }

  /**
   * What one model has otherwise; absent means as all.
   *
   * @param device which device
   * @param maxBatchSize most rows in a run
   * @param batchSizes numbers of rows a run may have
   * @param maxDelay how long an idle session waits for a batch to fill
   * @param queueCapacity requests that may wait
   */
  public record PerModel(
      Optional<DevicePolicy> device,
      Optional<Integer> maxBatchSize,
      Optional<List<Integer>> batchSizes,
      Optional<Duration> maxDelay,
      Optional<Integer> queueCapacity) {

    BatchSettings over(BatchSettings all) {
      return new BatchSettings(
          maxBatchSize.orElse(all.maxBatchSize()),
          batchSizes.orElse(all.batchSizes()),
          maxDelay.orElse(all.maxDelay()),
          queueCapacity.orElse(all.queueCapacity()));
    }
  }

  /** Returns how a model's requests are batched. */
  public BatchSettings batching(String model) {
    BatchSettings all = new BatchSettings(maxBatchSize, batchSizes, maxDelay, queueCapacity);
    return Optional.ofNullable(models.get(model)).map(each -> each.over(all)).orElse(all);
  }

  /** Returns the device a model is meant to run on. */
  public DevicePolicy device(String model) {
    return Optional.ofNullable(models.get(model)).flatMap(PerModel::device).orElse(device);
  }

  /** Tells whether any model is meant to run by this policy. */
  public boolean demands(DevicePolicy policy) {
    return device == policy || models.keySet().stream().anyMatch(each -> device(each) == policy);
  }
}

package dev.fovea.service.protocol.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's configuration, as far as clients read it, in the words of Triton's {@code ModelConfig}.
 *
 * @param name the model
 * @param platform what runs it
 * @param backend the same in the newer word
 * @param versionPolicy which versions are served
 * @param maxBatchSize most rows in a run; 0 if the model's tensors have no batch dimension
 * @param input what it takes
 * @param output what it gives
 * @param instanceGroup where it runs
 * @param defaultModelFilename the graph's file
 * @param dynamicBatching how requests are batched; absent if they are not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelConfiguration(
    String name,
    String platform,
    String backend,
    VersionPolicy versionPolicy,
    int maxBatchSize,
    List<Input> input,
    List<Output> output,
    List<InstanceGroup> instanceGroup,
    String defaultModelFilename,
    @Nullable DynamicBatching dynamicBatching) {

  /**
   * Which versions are served; one of the three is present.
   *
   * @param latest the highest
   * @param all every one
   * @param specific those named
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VersionPolicy(
      @Nullable Latest latest, @Nullable All all, @Nullable Specific specific) {

    /**
     * The highest versions.
     *
     * @param numVersions how many
     */
    public record Latest(int numVersions) {}

    /** Every version. */
    public record All() {}

    /**
     * These versions.
     *
     * @param versions their numbers
     */
    public record Specific(List<Long> versions) {}
  }

  /**
   * An input.
   *
   * @param dataType {@code TYPE_FP32} and the like
   * @param format {@code FORMAT_NHWC} or {@code FORMAT_NCHW} for pictures, else {@code FORMAT_NONE}
   * @param dims without the batch, if there is one
   */
  public record Input(String name, String dataType, String format, List<Long> dims) {}

  /**
   * An output.
   *
   * @param dataType {@code TYPE_FP32} and the like
   * @param dims without the batch, if there is one
   * @param labelFilename the file of the names of its elements, or empty
   */
  public record Output(String name, String dataType, List<Long> dims, String labelFilename) {}

  /**
   * Sessions of one kind.
   *
   * @param kind {@code KIND_CPU} or {@code KIND_GPU}
   * @param count how many
   */
  public record InstanceGroup(String name, String kind, int count) {}

  /**
   * How requests are batched.
   *
   * @param preferredBatchSize numbers of rows that runs have; empty for any
   * @param maxQueueDelayMicroseconds how long a request waits for others
   */
  public record DynamicBatching(List<Integer> preferredBatchSize, long maxQueueDelayMicroseconds) {}
}

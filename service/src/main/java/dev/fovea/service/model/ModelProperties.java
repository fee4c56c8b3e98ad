package dev.fovea.service.model;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.TrustedKeys;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.models}: where models come from and which of them are loaded.
 *
 * @param store the model store's folder
 * @param watch when the store is looked at again
 * @param pollInterval how often, if {@code watch} is {@code poll}
 * @param versions which versions of a model are loaded
 * @param policies the same for single models, by name
 * @param labels versions that labels point at from the start, by model and label
 * @param signatures whether a version has to be signed to be loaded
 * @param trustedKeys file of the public keys of those who may sign
 * @param required models that must serve before the service is ready; empty for all in the store
 */
@Validated
@ConfigurationProperties(prefix = "fovea.models", ignoreUnknownFields = false)
public record ModelProperties(
    @DefaultValue("model-store/models") Path store,
    @DefaultValue("none") Watch watch,
    @DefaultValue("15s") Duration pollInterval,
    @DefaultValue("latest") VersionPolicy versions,
    @DefaultValue Map<String, VersionPolicy> policies,
    @DefaultValue Map<String, Map<String, Integer>> labels,
    @DefaultValue("none") Signatures signatures,
    @Nullable Path trustedKeys,
    @DefaultValue @NotNull List<String> required) {

  /** Whether a version has to be signed. */
  public enum Signatures {
    /** Its digests are checked, whoever wrote them. */
    NONE,
    /** Its manifest, and with it all digests, is signed by a trusted key. */
    REQUIRED
  }

  /** When the store is looked at again. */
  public enum Watch {
    /** Never: what was there at start is served. */
    NONE,
    /** When a client asks for it; at start only the required models are loaded. */
    EXPLICIT,
    /** Every poll interval. */
    POLL
  }

  /**
   * Copies the collections and checks what has to agree.
   *
   * @throws IllegalArgumentException if the interval is under 100 ms, or if signatures are required
   *     of nobody, or trusted and not required
   */
  public ModelProperties {
    policies = Map.copyOf(policies);
    labels = Map.copyOf(labels);
    required = List.copyOf(required);
    if (pollInterval.toMillis() < 100) {
      throw new IllegalArgumentException(
          "fovea.models.poll-interval must be at least 100ms, got " + pollInterval);
    }
    if ((signatures == Signatures.REQUIRED) != (trustedKeys != null)) {
      throw new IllegalArgumentException(
          "fovea.models.signatures=required and fovea.models.trusted-keys, the file of those who"
              + " may sign, need each other");
    }
  }

  /** Opens the store, with the signatures that it asks for. */
  public ModelStore open() {
    return new ModelStore(store, Optional.ofNullable(trustedKeys).map(TrustedKeys::read));
  }

  /** Returns the policy for one model. */
  public VersionPolicy policy(String model) {
    return policies.getOrDefault(model, versions);
  }
}

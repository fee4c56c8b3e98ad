package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fovea.service.similarity.CollectionStatus;
import dev.fovea.service.similarity.Embedding;
import dev.fovea.service.similarity.Recall;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A collection as it is written. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CollectionView(
    String name,
    String model,
    String version,
    String modelDigest,
    String featuresOutput,
    String preprocessingDigest,
    int dimension,
    String engine,
    String quantization,
    boolean keepOriginals,
    long images,
    long bytes,
    String state,
    @Nullable String reason,
    @Nullable Recall recall) {

  static CollectionView of(CollectionStatus status) {
    Embedding embedding = status.spec().embedding();
    return new CollectionView(
        status.spec().name(),
        embedding.model(),
        embedding.version(),
        embedding.modelDigest(),
        embedding.output(),
        embedding.preprocessingDigest(),
        embedding.dimension(),
        status.spec().engine(),
        lower(status.spec().quantization()),
        status.spec().keepOriginals(),
        status.images(),
        status.bytes(),
        lower(status.state()),
        status.reason().isEmpty() ? null : status.reason(),
        status.recall().orElse(null));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

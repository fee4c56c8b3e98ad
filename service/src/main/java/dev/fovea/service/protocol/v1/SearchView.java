package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fovea.service.classify.Classification;
import dev.fovea.service.classify.Prediction;
import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.SimilarImages.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a search as it is written. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchView(
    String collection,
    String model,
    String version,
    boolean exact,
    int rescored,
    List<NeighborView> neighbors,
    @Nullable List<Prediction> predictions,
    Map<String, Double> timing) {

  static SearchView of(Found found) {
    String collection = found.collection().name();
    return new SearchView(
        collection,
        found.collection().embedding().model(),
        found.collection().embedding().version(),
        found.nearest().exact(),
        found.nearest().rescored(),
        found.nearest().neighbors().stream().map(it -> NeighborView.of(collection, it)).toList(),
        found.classification().map(Classification::predictions).orElse(null),
        timing(found));
  }

  private static Map<String, Double> timing(Found found) {
    Map<String, Double> millis = new LinkedHashMap<>();
    found
        .classification()
        .map(it -> TimingView.of(it.timing()))
        .ifPresent(model -> {
          millis.put("decodeMillis", model.decodeMillis());
          millis.put("preprocessMillis", model.preprocessMillis());
          millis.put("queueMillis", model.queueMillis());
          millis.put("inferMillis", model.inferMillis());
        });
    millis.put("searchMillis", Math.round(found.searchNanos() / 1e3) / 1e3);
    return millis;
  }

  /** A neighbor as it is written. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NeighborView(
      String id,
      double distance,
      @Nullable String label,
      Map<String, Object> metadata,
      String thumbnail) {

    static NeighborView of(String collection, Neighbor neighbor) {
      return new NeighborView(
          neighbor.image().id(),
          neighbor.distance(),
          neighbor.image().label(),
          neighbor.image().metadata(),
          StoredImageView.thumbnail(collection, neighbor.image().id()));
    }
  }
}

package dev.fovea.service.similarity;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Entries drawn by code, and the answers that a search of them must give. */
public final class TestImages {

  /** The seed of all vectors. */
  public static final long SEED = 20120911;

  private TestImages() {}

  /** A specification of an index for features of a dimension. */
  public static CollectionSpec spec(
      String name, int dimension, CollectionSpec.Quantization quantization, String engine) {
    Embedding embedding =
        new Embedding("alexnet", "1", "a".repeat(64), "features", "b".repeat(64), dimension);
    return new CollectionSpec(name, embedding, engine, quantization, true);
  }

  /** An entry without label and metadata. */
  public static Entry entry(String id, float... features) {
    return entry(id, null, Map.of(), features);
  }

  /** An entry whose hashes and pictures follow from its id. */
  public static Entry entry(
      String id, @Nullable String label, Map<String, Object> metadata, float... features) {
    IndexedImage image = new IndexedImage(id, label, metadata, hash(id, 1), hash(id, 2));
    byte[] picture = {1, 2, (byte) id.hashCode()};
    return new Entry(image, features, picture, new byte[] {4, 5, (byte) id.hashCode()});
  }

  /** Vectors around random centers, as the features of images of a few kinds are. */
  public static List<Entry> clustered(int count, int dimension, Random random) {
    List<float[]> centers =
        IntStream.range(0, 20).mapToObj(_ -> vector(dimension, 10, random)).toList();
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] features = vector(dimension, 3, random);
      float[] center = centers.get(i % centers.size());
      for (int d = 0; d < dimension; d++) {
        features[d] = Math.max(0, features[d] + center[d]);
      }
      String label = "kind" + i % centers.size();
      entries.add(entry("image-%05d".formatted(i), label, Map.of("number", i), features));
    }
    return entries;
  }

  /** Normally distributed values of a standard deviation. */
  public static float[] vector(int dimension, double deviation, Random random) {
    float[] vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) (deviation * random.nextGaussian());
    }
    return vector;
  }

  /** The true neighbors. */
  public static List<Neighbor> nearest(List<Entry> entries, float[] query, int k) {
    return Neighbor.first(
        k,
        entries.stream()
            .map(it -> new Neighbor(it.image(), Neighbor.distance(query, it.features())))
            .toList());
  }

  private static String hash(String id, int salt) {
    return HexFormat.of().toHexDigits(id.hashCode() * 31L + salt).repeat(4);
  }
}

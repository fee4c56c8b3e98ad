package dev.fovea.service.similarity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds images that are the same in one of three senses. The first two compare hashes and never ask
 * the graph, which may miss equal vectors.
 */
public final class Duplicates {

  /** In which sense images are the same. */
  public enum Kind {
    /** The same file. */
    BYTES,
    /** Different files whose pixels are the same to the model. */
    PIXELS,
    /** Features no farther apart than a distance asked for. */
    NEAR
  }

  /**
   * Images that are the same.
   *
   * @param images at least two, by id
   */
  public record Group(Kind kind, List<IndexedImage> images) {
    /** Copies the images. */
    public Group {
      images = List.copyOf(images);
    }
  }

  private static final int NEAR_NEIGHBORS = 16;
  private static final Comparator<IndexedImage> BY_ID = Comparator.comparing(IndexedImage::id);

  private Duplicates() {}

  /** The groups of the same file. */
  static List<Group> sameBytes(VectorIndex index) {
    return grouped(index, Kind.BYTES, IndexedImage::sha256).stream().toList();
  }

  /** The groups of the same pixels in different files. */
  static List<Group> samePixels(VectorIndex index) {
    return grouped(index, Kind.PIXELS, IndexedImage::pixels).stream()
        .filter(group -> group.images().stream().map(IndexedImage::sha256).distinct().count() > 1)
        .toList();
  }

  /** The groups that chains of neighbors no farther apart than {@code distance} make. */
  static List<Group> near(VectorIndex index, double distance) {
    Map<String, IndexedImage> images = new TreeMap<>();
    index.forEachImage(image -> images.put(image.id(), image));
    Map<String, String> parents = new HashMap<>();
    for (String id : images.keySet()) {
      index
          .features(id)
          .ifPresent(features ->
              index.search(features, Search.nearest(NEAR_NEIGHBORS)).neighbors().stream()
                  .filter(it -> it.distance() <= distance)
                  .forEach(it -> join(parents, id, it.image().id())));
    }
    Map<String, Set<IndexedImage>> groups = new TreeMap<>();
    images.forEach(
        (id, image) -> groups.computeIfAbsent(root(parents, id), _ -> new HashSet<>()).add(image));
    return groups(Kind.NEAR, groups);
  }

  private static List<Group> grouped(
      VectorIndex index, Kind kind, Function<IndexedImage, String> key) {
    Map<String, Set<IndexedImage>> groups = new HashMap<>();
    index.forEachImage(
        image -> groups.computeIfAbsent(key.apply(image), _ -> new HashSet<>()).add(image));
    return groups(kind, groups);
  }

  private static List<Group> groups(Kind kind, Map<String, Set<IndexedImage>> groups) {
    List<Group> found = new ArrayList<>();
    for (Set<IndexedImage> group : groups.values()) {
      if (group.size() > 1) {
        found.add(new Group(kind, group.stream().sorted(BY_ID).toList()));
      }
    }
    found.sort(Comparator.comparing(group -> group.images().getFirst(), BY_ID));
    return found;
  }

  private static void join(Map<String, String> parents, String a, String b) {
    String first = root(parents, a);
    String second = root(parents, b);
    if (!first.equals(second)) {
      parents.put(first, second);
    }
  }

  private static String root(Map<String, String> parents, String id) {
    String at = id;
    for (String up = parents.get(at); up != null; up = parents.get(at)) {
      at = up;
    }
    return at;
  }
}

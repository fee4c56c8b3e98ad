package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a service keeps of one collection. Images are numbers of pictures by id.
 *
 * @param images what the collection holds
 * @param snapshots what each of its snapshots holds
 */
record Kept(Map<String, Long> images, Map<String, Map<String, Long>> snapshots) {

  static final String COLLECTION = "/v1/collections/pictures";

  /** The same with other images. */
  Kept holding(Map<String, Long> other) {
    return new Kept(other, snapshots);
  }

  /** The same with a snapshot more. */
  Kept with(String snapshot) {
    Map<String, Map<String, Long>> more = new TreeMap<>(snapshots);
    more.put(snapshot, images);
    return new Kept(images, more);
  }

  /** The same with a snapshot less. */
  Kept without(String snapshot) {
    Map<String, Map<String, Long>> fewer = new TreeMap<>(snapshots);
    fewer.remove(snapshot);
    return new Kept(images, fewer);
  }

  /** Whether a service lists these snapshots and its collection holds the first of these images. */
  boolean looksLike(Client client) throws IOException {
    String first = images.keySet().iterator().next();
    Set<String> listed = new TreeSet<>();
    client
        .get(COLLECTION + "/snapshots")
        .json()
        .get("snapshots")
        .forEach(each -> listed.add(each.asString()));
    return listed.equals(snapshots.keySet())
        && client.get(COLLECTION + "/images/" + first).status() == 200;
  }

  /** Requires that the collection holds these images and no other. */
  void requireImages(Client client, String hint) throws IOException {
    assertThat(client.get(COLLECTION).json().get("images").asInt())
        .as("%s: images that are counted", hint)
        .isEqualTo(images.size());
    for (Map.Entry<String, Long> image : images.entrySet()) {
      byte[] picture = new NumberedPicture(image.getValue()).png();
      String path = COLLECTION + "/images/" + image.getKey();
      assertThat(client.nearest("pictures", picture))
          .as("%s: picture %s", hint, image)
          .contains(new Client.Hit(image.getKey(), 0));
      assertThat(client.get(path + "/thumbnail").status()).as("%s: %s", hint, path).isEqualTo(200);
    }
  }
}

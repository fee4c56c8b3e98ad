package dev.fovea.e2e.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The objects of a rendered chart, in order.
 *
 * @param yaml the whole text
 * @param objects its documents
 */
public record Manifests(String yaml, List<Manifest> objects) {

  public static Manifests parse(String yaml) {
    List<Manifest> objects = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
      if (document != null) {
        objects.add(new Manifest(Fields.of(document)));
      }
    }
    return new Manifests(yaml, List.copyOf(objects));
  }

  /** Returns the only object of a kind. */
  public Manifest only(String kind) {
    List<Manifest> found = all(kind).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of kind " + kind + ", expected one");
    }
    return found.getFirst();
  }

  Stream<Manifest> all(String kind) {
    return objects.stream().filter(object -> object.kind().equals(kind));
  }
}

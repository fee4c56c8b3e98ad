package dev.fovea.e2e.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Kubernetes object.
 *
 * @param fields all of it
 */
public record Manifest(Fields fields) {

  String apiVersion() {
    return fields.text("apiVersion");
  }

  String kind() {
    return fields.text("kind");
  }

  String name() {
    return fields.text("metadata.name");
  }

  /** Returns the pod that the object is or makes. */
  Optional<Fields> pod() {
    return switch (kind()) {
      case "Pod" -> Optional.of(fields);
      case "Deployment", "StatefulSet", "Job" -> Optional.of(fields.fields("spec.template"));
      default -> Optional.empty();
    };
  }

  /** Returns the containers of the pod, those that run first included. */
  public List<Fields> containers() {
    return pod().stream()
        .flatMap(pod ->
            Stream.of("spec.initContainers", "spec.containers")
                .flatMap(path -> pod.list(path).stream()))
        .toList();
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }
}

package dev.fovea.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The libraries inside the service, by licence.
 *
 * @param libraries {@code group:name:version} by the licence's SPDX identifier or name
 */
record Licences(Map<String, TreeSet<String>> libraries) {

  /** Reads them from a CycloneDX bill of materials. */
  static Licences of(Path sbom) throws IOException {
    Map<String, TreeSet<String>> libraries = new TreeMap<>();
    for (JsonNode component :
        new JsonMapper().readTree(Files.readString(sbom)).path("components")) {
      if (!component.path("group").asString("").equals("dev.fovea")) {
        libraries
            .computeIfAbsent(licence(component), each -> new TreeSet<>())
            .add(library(component));
      }
    }
    return new Licences(libraries);
  }

  /** Returns a page that names every library under its licence. */
  String text() {
    String lists =
        libraries.entrySet().stream()
            .map(each ->
                each.getKey()
                    + "\n"
                    + each.getValue().stream()
                        .map(library -> "  " + library + "\n")
                        .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    return "What the service is made of, by licence\n\n" + lists;
  }

  private static String licence(JsonNode component) {
    List<String> names =
        component
            .path("licenses")
            .valueStream()
            .map(each ->
                each.has("expression")
                    ? each.path("expression")
                    : each.path("license").path(each.path("license").has("id") ? "id" : "name"))
            .map(JsonNode::asString)
            .toList();
    return names.isEmpty() ? "(no licence stated)" : String.join(" or ", names);
  }

  private static String library(JsonNode component) {
    return component.path("group").asString("")
        + ":"
        + component.path("name").asString()
        + ":"
        + component.path("version").asString();
  }
}

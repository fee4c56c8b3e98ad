package dev.fovea.service.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code api-spec/openapi.yaml}, read. */
final class Contract {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  Contract() {
    document = YAMLMapper.builder().build().readTree(file().toFile());
  }

  /** Returns every operation as {@code GET /path}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String name : path.getValue().propertyNames()) {
        if (METHODS.contains(name)) {
          operations.add(name.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** Returns the statuses that an operation may answer with. */
  Set<String> statuses(String operation) {
    return new TreeSet<>(operation(operation).path("responses").propertyNames());
  }

  /** Returns what is wrong with an answer's body, nothing if it is as the contract says. */
  List<String> faults(String operation, int status, String type, String body) {
    JsonNode response = operation(operation).path("responses").path(Integer.toString(status));
    if (response.isMissingNode()) {
      return List.of(operation + " has no status " + status);
    }
    if (response.has("$ref")) {
      response = document.at(response.path("$ref").asString().substring(1));
    }
    JsonNode schema = response.path("content").path(type).path("schema");
    if (schema.isMissingNode()) {
      return List.of("%s %d has no schema for %s".formatted(operation, status, type));
    }
    return schema(schema).validate(body, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  /** Returns the names of schemas that no operation reaches. */
  Set<String> unusedSchemas() {
    String text = document.toString();
    return document.path("components").path("schemas").propertyNames().stream()
        .filter(name -> !text.contains("#/components/schemas/" + name + "\""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Compiles a schema with the document's components beside it, so that references resolve. */
  private Schema schema(JsonNode schema) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.path("components"));
    return registry.getSchema(whole);
  }

  private JsonNode operation(String operation) {
    String[] words = operation.split(" ", 2);
    return document.path("paths").path(words[1]).path(words[0].toLowerCase(java.util.Locale.ROOT));
  }

  private static Path file() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve("api-spec/openapi.yaml");
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("api-spec/openapi.yaml was not found above the work folder");
  }
}

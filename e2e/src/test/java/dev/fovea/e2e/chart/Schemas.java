package dev.fovea.e2e.chart;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fovea.e2e.Repository;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the Kubernetes API would say of an object's fields.
 *
 * <p>Two libraries look at each object, because each sees what the other lets pass: the official
 * client's generated models know required fields and refuse API versions that are gone; fabric8's
 * know types of values, and write a number back as text where the API takes only text. Kinds of
 * KEDA and KServe, which neither knows, are held against JSON schemas of the fields that are used
 * here.
 */
final class Schemas {

  private static final String OFFICIAL = "io.kubernetes.client.openapi.models.";
  private static final Path OWN = Repository.path("e2e/src/test/resources/schemas");
  private static final KubernetesSerialization FABRIC8 = new KubernetesSerialization();
  private static final Gson GSON = new Gson();
  private static final JsonMapper JSON = new JsonMapper();

  private Schemas() {}

  /** Returns what is wrong with the object, empty if nothing. */
  static List<String> complaints(Manifest object) {
    String json = GSON.toJson(object.fields().values());
    Path own = OWN.resolve(object.kind() + ".json");
    if (Files.exists(own)) {
      return ownSchema(own, json);
    }
    List<String> complaints = new ArrayList<>();
    if (!object
        .apiVersion()
        .matches(".*(monitoring\\.coreos\\.com|gateway\\.networking\\.k8s\\.io).*")) {
      officialModel(object, json, complaints);
    }
    fabric8Model(json, complaints);
    return complaints.stream().map(complaint -> object + ": " + complaint).toList();
  }

  private static List<String> ownSchema(Path schema, String json) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(Files.readString(schema))
          .validate(JSON.readTree(json))
          .stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void officialModel(Manifest object, String json, List<String> complaints) {
    String version = object.apiVersion().replaceFirst(".*/", "");
    String model = OFFICIAL + "V" + version.substring(1) + object.kind();
    try {
      Class.forName(model)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, GSON.fromJson(json, JsonElement.class));
    } catch (InvocationTargetException e) {
      complaints.add(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      complaints.add("the API has no " + object.apiVersion() + " " + object.kind());
    }
  }

  private static void fabric8Model(String json, List<String> complaints) {
    try {
      Object model = FABRIC8.unmarshal(json);
      unknownFields(model, "", complaints);
      textFields(JSON.readTree(json), JSON.readTree(FABRIC8.asJson(model)), "", complaints);
    } catch (KubernetesClientException e) {
      complaints.add(String.valueOf(e.getCause()));
    } catch (IllegalAccessException e) {
      throw new LinkageError("a model's field is closed", e);
    }
  }

  /** Quantities alone may be numbers where the model says text. */
  private static void textFields(
      JsonNode written, JsonNode understood, String path, List<String> complaints) {
    if (written.isNumber() || written.isBoolean()) {
      if (understood.isString() && !path.matches(".*\\.(requests|limits)\\.[^.]+")) {
        complaints.add(path + " is " + written + ", and must be text");
      }
    }
    written
        .propertyStream()
        .forEach(field ->
            textFields(
                field.getValue(),
                understood.path(field.getKey()),
                path + "." + field.getKey(),
                complaints));
    for (int i = 0; i < written.size() && written.isArray(); i++) {
      textFields(written.get(i), understood.path(i), path + "[]", complaints);
    }
  }

  private static void unknownFields(@Nullable Object model, String path, List<String> complaints)
      throws IllegalAccessException {
    if (model instanceof Collection<?> list) {
      for (Object element : list) {
        unknownFields(element, path + "[]", complaints);
      }
      return;
    }
    if (model instanceof GenericKubernetesResource) {
      complaints.add("no model knows this kind");
      return;
    }
    if (model == null || !model.getClass().getName().startsWith("io.fabric8.")) {
      return;
    }
    for (Field field : model.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      field.setAccessible(true);
      Object value = field.get(model);
      if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> unknown) {
        unknown.keySet().forEach(key -> complaints.add("unknown field " + path + "." + key));
      } else {
        unknownFields(value, path + "." + field.getName(), complaints);
      }
    }
  }
}

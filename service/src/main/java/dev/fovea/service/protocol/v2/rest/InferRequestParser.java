package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.protocol.v2.InferRequest;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.Parameters;
import dev.fovea.service.protocol.v2.RequestedOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads an inference request: JSON, and the tensors that follow it as binary data. Fields that the
 * protocol does not know are skipped.
 */
final class InferRequestParser {

  /** Of inputs, outputs, dimensions and parameters, each. */
  private static final int MOST_ENTRIES = 1_000;

  private final byte[] text;
  private final JsonParser json;

  private InferRequestParser(byte[] text, JsonParser json) {
    this.text = text;
    this.json = json;
  }

  /**
   * Reads a request.
   *
   * @param text the JSON, in UTF-8
   * @param tail what follows it; read to its end
   * @throws dev.fovea.service.failure.ServingException if either is not as the protocol has it
   */
  static InferRequest parse(byte[] text, BinaryTail tail) {
    try (JsonParser json = ProtocolJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return ProtocolJson.parsing(() -> new InferRequestParser(text, json).request(tail));
    }
  }

  private InferRequest request(BinaryTail tail) {
    Optional<String> id = Optional.empty();
    Parameters parameters = Parameters.NONE;
    List<InputDraft> inputs = List.of();
    List<RequestedOutput> outputs = List.of();
    require(JsonToken.START_OBJECT, json.nextToken(), "the request");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "id" -> id = Optional.of(string("id"));
        case "parameters" -> parameters = parameters();
        case "inputs" -> inputs = list("inputs", this::input);
        case "outputs" -> outputs = list("outputs", this::output);
        default -> skip();
      }
    }
    if (json.nextToken() != null) {
      throw new MalformedBody("something follows the request's JSON object");
    }
    List<NamedTensor> tensors = inputs.stream().map(input -> input.tensor(text, tail)).toList();
    tail.requireEnd();
    return new InferRequest(id, parameters, tensors, outputs);
  }

  private InputDraft input() {
    InputDraft input = new InputDraft();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "name" -> input.name(string("inputs.name"));
        case "datatype" -> input.datatype(string("inputs.datatype"));
        case "shape" -> input.shape(shape());
        case "parameters" -> input.parameters(parameters());
        case "data" -> {
          json.nextToken();
          int from = (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          // Read later: the type and shape that say how may come after it.
          input.data(from, (int) json.currentLocation().getByteOffset());
        }
        default -> skip();
      }
    }
    return input;
  }

  private RequestedOutput output() {
    String name = "";
    Parameters parameters = Parameters.NONE;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "name" -> name = string("outputs.name");
        case "parameters" -> parameters = parameters();
        default -> skip();
      }
    }
    if (name.isEmpty()) {
      throw new MalformedBody("an output without a 'name'");
    }
    return new RequestedOutput(name, parameters);
  }

  private <T> List<T> list(String field, Supplier<T> element) {
    List<T> elements = new ArrayList<>();
    require(JsonToken.START_ARRAY, json.nextToken(), field);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.START_OBJECT, json.currentToken(), field + "[" + elements.size() + "]");
      elements.add(element.get());
      requireFew(field, elements.size());
    }
    return elements;
  }

  private List<Long> shape() {
    List<Long> shape = new ArrayList<>();
    require(JsonToken.START_ARRAY, json.nextToken(), "shape");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.VALUE_NUMBER_INT, json.currentToken(), "shape");
      shape.add(json.getLongValue());
      requireFew("shape", shape.size());
    }
    return shape;
  }

  private Parameters parameters() {
    Map<String, Object> values = new HashMap<>();
    require(JsonToken.START_OBJECT, json.nextToken(), "parameters");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      values.put(name, scalar(name));
      requireFew("parameters", values.size());
    }
    return new Parameters(values);
  }

  private Object scalar(String name) {
    return switch (json.nextToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_STRING -> json.getString();
      default -> throw new InvalidParameter(name, "must be a string, a number, true or false");
    };
  }

  private String string(String field) {
    require(JsonToken.VALUE_STRING, json.nextToken(), field);
    return json.getString();
  }

  private void skip() {
    json.nextToken();
    json.skipChildren();
  }

  private static void require(JsonToken expected, JsonToken actual, String where) {
    if (actual != expected) {
      throw new MalformedBody("%s must be %s".formatted(where, word(expected)));
    }
  }

  private static void requireFew(String field, int entries) {
    if (entries > MOST_ENTRIES) {
      throw new MalformedBody("'%s' has more than %d entries".formatted(field, MOST_ENTRIES));
    }
  }

  private static String word(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      default -> "integers";
    };
  }
}

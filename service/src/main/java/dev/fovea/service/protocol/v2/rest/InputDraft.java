package dev.fovea.service.protocol.v2.rest;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.Parameters;
import dev.fovea.service.protocol.v2.TensorTypes;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** An input as far as the JSON has told of it: its fields come in any order. */
final class InputDraft {

  private @Nullable String name;
  private @Nullable String datatype;
  private @Nullable List<Long> shape;
  private Parameters parameters = Parameters.NONE;
  private int dataFrom = -1;
  private int dataTo = -1;

  void name(String value) {
    name = value;
  }

  void datatype(String value) {
    datatype = value;
  }

  void shape(List<Long> value) {
    shape = value;
  }

  void parameters(Parameters value) {
    parameters = value;
  }

  /** Notes where in the text the array of the elements begins, and where it ends. */
  void data(int from, int to) {
    dataFrom = from;
    dataTo = to;
  }

  /**
   * Returns the tensor, its elements out of the text or out of what follows it.
   *
   * @throws MalformedBody if a field is missing, or if there are elements in both places
   */
  NamedTensor tensor(byte[] text, BinaryTail tail) {
    String known = require(name, "name");
    TensorType type = TensorTypes.named(known, require(datatype, "datatype"));
    List<Long> dimensions = require(shape, "shape");
    OptionalLong binary = parameters.amount("binary_data_size");
    if (binary.isPresent() == dataFrom >= 0) {
      throw new InvalidTensor(
          known, "sent in 'data' or with 'binary_data_size'", dataFrom < 0 ? "neither" : "both");
    }
    Tensor tensor =
        binary.isPresent()
            ? tail.next(known, type, dimensions, binary.getAsLong())
            : inText(text, new ElementParser(known, type, dimensions));
    return new NamedTensor(known, tensor);
  }

  private Tensor inText(byte[] text, ElementParser elements) {
    int bytes = dataTo - dataFrom;
    try (JsonParser json =
        ProtocolJson.FACTORY.createParser(ObjectReadContext.empty(), text, dataFrom, bytes)) {
      return elements.parse(json, bytes);
    }
  }

  private static <T> T require(@Nullable T field, String label) {
    if (field == null) {
      throw new MalformedBody("an input without '" + label + "'");
    }
    return field;
  }
}

package dev.fovea.service.protocol.v2.rest;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.BytesElements;
import dev.fovea.service.protocol.v2.InferResponse;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.Parameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/**
 * The body of an answer: JSON, then the outputs that go as binary data.
 *
 * @param json in UTF-8
 * @param tail one buffer an output, in the outputs' order
 */
@SuppressWarnings("ArrayRecordComponent") // hot bytes that are never compared
record InferAnswer(byte[] json, List<ByteBuffer> tail) {

  private static final int LEAST_COMPRESSED = 1_024;

  /**
   * Writes a response down.
   *
   * @param binary names of the outputs that go as binary data
   * @throws dev.fovea.service.failure.InvalidParameter if an output that does not has no JSON form
   */
  static InferAnswer of(InferResponse response, Set<String> binary) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<ByteBuffer> tail = new ArrayList<>();
    try (JsonGenerator json = ProtocolJson.MAPPER.createGenerator(text)) {
      json.writeStartObject();
      response.id().ifPresent(id -> json.writeStringProperty("id", id));
      json.writeStringProperty("model_name", response.modelName());
      json.writeStringProperty("model_version", response.modelVersion());
      write(json, response.parameters());
      json.writeArrayPropertyStart("outputs");
      for (NamedTensor output : response.outputs()) {
        write(json, output, binary.contains(output.name()), tail);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return new InferAnswer(text.toByteArray(), tail);
  }

  /** Returns the number of bytes behind the JSON. */
  long tailBytes() {
    return tail.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /**
   * Sends the body.
   *
   * @param encoding how the client would have it compressed; small bodies are not
   */
  void send(HttpServletResponse response, Optional<BodyEncoding> encoding) throws IOException {
    long tailBytes = tailBytes();
    long bytes = json.length + tailBytes;
    response.setContentType(
        tailBytes > 0
            ? MediaType.APPLICATION_OCTET_STREAM_VALUE
            : MediaType.APPLICATION_JSON_VALUE);
    if (tailBytes > 0) {
      response.setHeader(InferenceHeader.NAME, Integer.toString(json.length));
    }
    if (encoding.isEmpty() || bytes < LEAST_COMPRESSED) {
      response.setContentLengthLong(bytes);
      writeTo(response.getOutputStream());
      return;
    }
    response.setHeader(HttpHeaders.CONTENT_ENCODING, encoding.get().token());
    try (OutputStream compressed = encoding.get().compress(response.getOutputStream())) {
      writeTo(compressed);
    }
  }

  private void writeTo(OutputStream out) throws IOException {
    out.write(json);
    WritableByteChannel channel = Channels.newChannel(out);
    for (ByteBuffer elements : tail) {
      channel.write(elements.duplicate());
    }
  }

  private static void write(
      JsonGenerator json, NamedTensor output, boolean binary, List<ByteBuffer> tail) {
    Tensor tensor = output.tensor();
    json.writeStartObject();
    json.writeStringProperty("name", output.name());
    json.writeStringProperty("datatype", tensor.type().name());
    long[] shape = tensor.shape();
    json.writeName("shape");
    json.writeArray(shape, 0, shape.length);
    if (binary) {
      ByteBuffer elements =
          tensor.type() == TensorType.BYTES ? BytesElements.join(tensor.strings()) : tensor.bytes();
      tail.add(elements);
      json.writeObjectPropertyStart("parameters");
      json.writeNumberProperty("binary_data_size", elements.remaining());
      json.writeEndObject();
    } else {
      json.writeName("data");
      new ElementPrinter(output).print(json);
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Parameters parameters) {
    if (!parameters.values().isEmpty()) {
      json.writeName("parameters");
      json.writePOJO(parameters.values());
    }
  }
}

package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Answers;
import dev.fovea.service.protocol.BodyMemory;
import dev.fovea.service.protocol.HttpProperties;
import dev.fovea.service.protocol.v2.InferRequest;
import dev.fovea.service.protocol.v2.InferResponse;
import dev.fovea.service.protocol.v2.InferenceCall;
import dev.fovea.service.protocol.v2.ModelDescriptions;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.RequestedOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tensors in, tensors out. */
@RestController
final class InferController {

  private final InferenceCall inference;
  private final ModelDescriptions descriptions;
  private final BodyMemory memory;
  private final long limitBytes;
  private final long jsonLimitBytes;

  InferController(
      InferenceCall inference,
      ModelDescriptions descriptions,
      BodyMemory memory,
      HttpProperties properties) {
    this.inference = inference;
    this.descriptions = descriptions;
    this.memory = memory;
    this.limitBytes = properties.maxBodySize().toBytes();
    this.jsonLimitBytes = properties.maxJsonBytes();
  }

  @PostMapping({ModelController.MODEL + "/infer", ModelController.VERSION + "/infer"})
  void infer(
      @PathVariable String model,
      @PathVariable Optional<String> version,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ModelSelector selector = ModelDescriptions.selector(model, version.orElse(""));
    InferRequest asked = read(selector, request);
    Terms terms = asked.terms(Answers.terms(request));
    InferResponse answer = Answers.await(inference.infer(selector, asked, terms), terms);
    Optional<BodyEncoding> encoding =
        Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
            .flatMap(BodyEncoding::accepted);
    InferAnswer.of(answer, binary(asked, answer)).send(response, encoding);
  }

  private InferRequest read(ModelSelector model, HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > limitBytes) {
      throw new BodyTooLarge(limitBytes);
    }
    RequestBody body =
        RequestBody.open(
            request.getInputStream(),
            request.getHeader(HttpHeaders.CONTENT_ENCODING),
            limitBytes,
            bytes -> memory.takeForBytes(request, bytes));
    String header = request.getHeader(InferenceHeader.NAME);
    if (header == null) {
      return parse(body.readJson(jsonLimitBytes), body, request);
    }
    int jsonBytes = InferenceHeader.jsonBytes(header);
    if (jsonBytes == 0) {
      return RawRequest.read(descriptions.metadata(model), body);
    }
    if (jsonBytes > jsonLimitBytes) {
      throw BodyTooLarge.json(jsonLimitBytes);
    }
    byte[] json = body.read(jsonBytes);
    if (json.length < jsonBytes) {
      throw new MalformedBody(
          "%s is %d, but the body has %d bytes"
              .formatted(InferenceHeader.NAME, jsonBytes, json.length));
    }
    return parse(json, body, request);
  }

  private InferRequest parse(byte[] json, RequestBody body, HttpServletRequest request) {
    memory.takeForJson(request, json.length);
    return InferRequestParser.parse(json, new BinaryTail(body));
  }

  /** Returns which outputs go as binary data: an output's own parameter, else the request's. */
  private static Set<String> binary(InferRequest request, InferResponse response) {
    boolean all = request.parameters().flag("binary_data_output").orElse(false);
    if (request.outputs().isEmpty()) {
      return all
          ? response.outputs().stream().map(NamedTensor::name).collect(Collectors.toSet())
          : Set.of();
    }
    return request.outputs().stream()
        .filter(output -> output.binary().orElse(all))
        .map(RequestedOutput::name)
        .collect(Collectors.toSet());
  }
}

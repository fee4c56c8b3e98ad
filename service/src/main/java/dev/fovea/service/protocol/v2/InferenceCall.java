package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.Answer;
import dev.fovea.service.inference.Inference;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.inference.Timing;
import dev.fovea.service.model.ModelSelector;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers the protocol's requests for inference. */
@Component
public final class InferenceCall {

  private final Inference inference;
  private final PictureCall pictures;
  private final ModelDescriptions descriptions;

  InferenceCall(Inference inference, PictureCall pictures, ModelDescriptions descriptions) {
    this.inference = inference;
    this.pictures = pictures;
    this.descriptions = descriptions;
  }

  /**
   * Hands a request in and returns at once.
   *
   * <p>An image model's input takes encoded pictures as well: a tensor of type {@code BYTES} and
   * shape [N] or [N, 1], each element a picture's file.
   *
   * @param terms from {@link InferRequest#terms}
   * @return fails with a {@link dev.fovea.service.failure.ServingException}
   * @throws dev.fovea.service.failure.ServingException the same, if it is known at once
   */
  public CompletableFuture<InferResponse> infer(
      ModelSelector model, InferRequest request, Terms terms) {
    Manifest manifest = descriptions.version(model).manifest();
    Map<String, Tensor> inputs = byName(request.inputs());
    Set<String> wanted =
        request.outputs().stream()
            .map(RequestedOutput::name)
            .collect(Collectors.toUnmodifiableSet());
    CompletableFuture<Answer> answer =
        encoded(manifest, inputs)
            .map(files -> pictures.ask(model, files, terms))
            .orElseGet(() -> inference.tensors(model, inputs, wanted, terms));
    return answer.thenApply(each -> response(request, each));
  }

  private static Map<String, Tensor> byName(List<NamedTensor> tensors) {
    Map<String, Tensor> byName = new HashMap<>();
    for (NamedTensor each : tensors) {
      if (byName.put(each.name(), each.tensor()) != null) {
        throw new InvalidTensor(each.name(), "sent once", "two tensors of that name");
      }
    }
    return byName;
  }

  /** Returns the pictures' files, or empty if these are tensors as the graph takes them. */
  private static Optional<List<byte[]>> encoded(Manifest manifest, Map<String, Tensor> inputs) {
    Optional<String> input = manifest.image().map(ImageContract::input);
    Optional<List<byte[]>> files =
        input
            .map(inputs::get)
            .filter(tensor -> inputs.size() == 1 && tensor.type() == TensorType.BYTES)
            .map(Tensor::strings);
    if (files.filter(List::isEmpty).isPresent()) {
      throw new InvalidTensor(input.orElseThrow(), "at least one encoded picture", "none");
    }
    return files;
  }

  private static InferResponse response(InferRequest request, Answer answer) {
    ModelVersion version = answer.model();
    List<NamedTensor> outputs =
        request.outputs().isEmpty()
            ? Outputs.of(version.manifest()).stream()
                .map(TensorSpec::name)
                .map(name -> output(answer, name))
                .toList()
            : request.outputs().stream().map(wanted -> output(answer, wanted)).toList();
    return new InferResponse(
        request.id(),
        version.manifest().name(),
        Integer.toString(version.manifest().version()),
        stages(answer.timing()),
        outputs);
  }

  private static NamedTensor output(Answer answer, RequestedOutput wanted) {
    NamedTensor output = output(answer, wanted.name());
    int classes = wanted.classes();
    return classes == 0
        ? output
        : Classification.of(output, classes, labels(answer.model(), wanted.name()));
  }

  private static NamedTensor output(Answer answer, String name) {
    Tensor tensor = answer.outputs().get(name);
    if (tensor == null) {
      String known = String.join(", ", answer.outputs().keySet());
      throw new InvalidTensor(name, "an output of the model: " + known, "an unknown name");
    }
    return new NamedTensor(name, tensor);
  }

  private static List<String> labels(ModelVersion version, String output) {
    boolean labelled =
        version.manifest().image().filter(it -> it.probabilities().equals(output)).isPresent();
    return labelled ? version.labels() : List.of();
  }

  private static Parameters stages(Timing timing) {
    Map<String, Object> stages = new LinkedHashMap<>();
    stages.put("decode_us", timing.decodeNanos() / 1_000);
    stages.put("preprocess_us", timing.preprocessNanos() / 1_000);
    stages.put("queue_us", timing.queueNanos() / 1_000);
    stages.put("infer_us", timing.inferNanos() / 1_000);
    return new Parameters(stages);
  }
}

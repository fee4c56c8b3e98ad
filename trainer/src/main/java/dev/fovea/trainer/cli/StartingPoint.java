package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Weights;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.StoredWeights;
import dev.fovea.trainer.torch.TorchModel;
import dev.fovea.trainer.training.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What a run begins with: another run's weights, or those of a model in the store, wherever their
 * shapes agree. The rest, such as a last layer of another number of classes, stays as it was drawn.
 *
 * @param from a run folder, or a model of the store: {@code name} or {@code name/version}
 * @param models the store
 */
record StartingPoint(String from, Path models) {

  /**
   * Fills a model.
   *
   * @param sized the network of the model for a number of classes
   * @return a sentence for people: how much was taken over, and what begins anew
   * @throws IOException if there is neither a run nor a model of that name, or it is of another
   *     network
   */
  String fill(TorchModel model, String checkpoint, IntFunction<Network> sized) throws IOException {
    Path run = Path.of(from).resolve(checkpoint);
    List<Parameter> filled =
        Files.exists(run)
            ? CheckpointFile.readMatching(run, model.state())
            : ofModel(model, version(), sized);
    Network network = model.network();
    if (filled.isEmpty()) {
      throw new IOException(from + " holds no array that " + network.name() + " has");
    }
    List<Parameter> fresh = new ArrayList<>(network.parameters());
    fresh.removeAll(filled);
    return "began with %d of %d arrays of %s%s"
        .formatted(
            filled.size(),
            network.parameters().size(),
            from,
            fresh.isEmpty() ? "" : "; drawn anew: " + names(network, fresh));
  }

  private static String names(Network network, List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> network.layerNames().get(parameter.layer()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private ModelVersion version() throws IOException {
    try {
      return ModelOptions.read(new ModelStore(models), from);
    } catch (IllegalArgumentException | ModelStoreException e) {
      throw new IOException(
          "--from %s is neither a run folder nor a model: %s".formatted(from, e.getMessage()), e);
    }
  }

  private static List<Parameter> ofModel(
      TorchModel model, ModelVersion version, IntFunction<Network> sized) throws IOException {
    Network network = model.network();
    String architecture = version.manifest().architecture();
    if (!architecture.equals(network.name())) {
      throw new IOException(
          "%s is a model of %s, not of %s"
              .formatted(version.manifest().name(), architecture, network.name()));
    }
    Weights weights =
        StoredWeights.of(OnnxGraph.read(version.graph()), sized.apply(version.labels().size()));
    List<Parameter> filled = new ArrayList<>();
    for (Parameter parameter : weights.network().parameters()) {
      if (network.parameters().contains(parameter)) {
        model.set(parameter, weights.of(parameter.layer(), parameter.role()));
        filled.add(parameter);
      }
    }
    return filled;
  }
}

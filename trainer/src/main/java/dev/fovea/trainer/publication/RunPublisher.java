package dev.fovea.trainer.publication;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.Augmenter;
import dev.fovea.trainer.data.PrincipalColors;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.Evaluation;
import dev.fovea.trainer.evaluate.EvaluationReport;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Weights;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Passes;
import dev.fovea.trainer.recipe.Pictures;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.report.InvarianceCurves;
import dev.fovea.trainer.report.RunReport;
import dev.fovea.trainer.torch.Initialization;
import dev.fovea.trainer.torch.Precision;
import dev.fovea.trainer.torch.TorchDevice;
import dev.fovea.trainer.torch.TorchModel;
import dev.fovea.trainer.training.EpochResult;
import dev.fovea.vision.Preprocessing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Exports what a run trained, holds the exported graph against the trainer's own answers, measures
 * it as a client would, and publishes it with its report.
 */
public final class RunPublisher {

  /** Largest difference of a probability between trainer and exported graph. */
  public static final double TOLERANCE = 1e-4;

  private static final int BATCH = 100;
  private static final int CHANGED_PICTURES = 2_000;

  private final Recipe recipe;
  private final Splits splits;
  private final TestPictures pictures;
  private final Map<String, String> provenance;
  private final boolean showPictures;

  /**
   * Prepares to publish.
   *
   * @param pictures the test pictures as a client would send them
   * @param provenance where data and code come from, by key
   * @param showPictures whether the report may hold test pictures
   */
  public RunPublisher(
      Recipe recipe,
      Splits splits,
      TestPictures pictures,
      Map<String, String> provenance,
      boolean showPictures) {
    this.recipe = recipe;
    this.splits = splits;
    this.pictures = pictures;
    this.provenance = Map.copyOf(provenance);
    this.showPictures = showPictures;
  }

  /**
   * Publishes the next version of the network's model.
   *
   * @throws IllegalStateException if the exported graph answers otherwise than the trainer
   * @throws ModelStoreException if the store cannot be written
   */
  public ModelVersion publish(Weights weights, List<EpochResult> history, ModelStore store)
      throws ModelStoreException, IOException, InterruptedException {
    Network network = weights.network();
    OnnxGraph graph = NetworkGraph.of(weights);
    Passes.applyStandard(graph);
    try (TorchModel model = precise(weights);
        GraphSession session = new GraphSession(graph, recipe.threads())) {
      Comparison comparison = compare(model, session);
      EvaluationReport evaluation = evaluate(network, session);
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put(
          "largest difference to the trainer's probabilities",
          String.format(Locale.ROOT, "%.1e", comparison.largestDifference()));
      facts.put("unreadable pictures", String.valueOf(splits.unreadable().messages().size()));
      facts.putAll(provenance);
      RunReport report =
          new RunReport(
              weights, history, evaluation, recipe.describe(), facts, invariance(network, session));
      return new Publication(
              network.name(),
              "%s trained on %d pictures; %.2f %% of %d test pictures right"
                  .formatted(
                      network.name(),
                      splits.training().size(),
                      100 * evaluation.top1(),
                      evaluation.images()),
              network,
              graph,
              Pictures.served(network),
              splits.classes(),
              Golden.of(model),
              TOLERANCE,
              provenance,
              Map.of("top1", evaluation.top1(), "top5", evaluation.top5()),
              report.files(showPictures, splits.testing(), comparison.answers()))
          .publish(store);
    }
  }

  private Optional<InvarianceCurves> invariance(Network network, GraphSession session)
      throws IOException {
    return InvarianceCurves.fit(Pictures.served(network))
        ? Optional.of(InvarianceCurves.measure(session, splits.testing(), CHANGED_PICTURES))
        : Optional.empty();
  }

  /** Returns the network with these weights in float32, whatever it was trained in. */
  private static TorchModel precise(Weights weights) {
    TorchModel model =
        new TorchModel(
            weights.network(),
            Initialization.FAN_IN,
            Precision.FLOAT32,
            TorchDevice.CPU,
            0,
            _ -> false);
    for (Parameter parameter : weights.network().parameters()) {
      model.set(parameter, weights.of(parameter.layer(), parameter.role()));
    }
    return model;
  }

  private Comparison compare(TorchModel model, GraphSession session) throws InterruptedException {
    Augmenter plain =
        new Augmenter(
            List.of(),
            splits.testing().shape(),
            model.network().input(),
            new PrincipalColors(new double[0], new double[0][]));
    Comparison comparison = Comparison.of(model, session, splits.testing(), plain);
    if (comparison.largestDifference() > TOLERANCE) {
      throw new IllegalStateException(
          "the exported graph answers otherwise than the trainer: a probability differs by "
              + comparison.largestDifference());
    }
    return comparison;
  }

  private EvaluationReport evaluate(Network network, GraphSession session) {
    Preprocessing preprocessing = Pictures.served(network);
    ImageContract contract =
        new ImageContract(
            NetworkGraph.PIXELS,
            preprocessing,
            new Encoding.Raw(),
            NetworkGraph.PROBABILITIES,
            Activation.NONE,
            Optional.of(NetworkGraph.FEATURES));
    return new Evaluation(contract, splits.classes(), Crops.of(1), BATCH)
        .run(session, network.name(), 0, pictures, _ -> {});
  }
}

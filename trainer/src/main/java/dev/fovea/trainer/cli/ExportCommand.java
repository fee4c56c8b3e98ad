package dev.fovea.trainer.cli;

import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Weights;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Passes;
import dev.fovea.trainer.torch.Initialization;
import dev.fovea.trainer.torch.Precision;
import dev.fovea.trainer.torch.TorchDevice;
import dev.fovea.trainer.torch.TorchModel;
import dev.fovea.trainer.training.Checkpoint;
import dev.fovea.trainer.training.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a run holds as an ONNX file, finished or not. */
@Command(
    name = "export",
    description = "Writes what a run holds as an ONNX file, finished or not.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  /** How local response normalisation is written. */
  enum Normalization {
    /** In operators that run fast. */
    PRIMITIVES,
    /** As the operator LRN, as other exporters do. */
    OPERATOR
  }

  @Parameters(
      paramLabel = "NETWORK",
      description = "lenet5, lenet5-relu, alexnet, alexnet-onetower or cifar-quick.")
  private String name = "";

  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Run folder.")
  private Path run = Path.of(".");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "ONNX file.")
  private Path out = Path.of(".");

  @Option(names = "--classes", paramLabel = "N", description = "Classes the run tells apart.")
  private Optional<Integer> classes = Optional.empty();

  @Option(
      names = "--lrn",
      defaultValue = "PRIMITIVES",
      description = "Local response normalisation: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Normalization normalization = Normalization.PRIMITIVES;

  @Override
  public Integer call() throws IOException {
    Network network = Networks.named(name, new NetworkOptions(classes, Optional.empty(), false));
    OnnxGraph graph = NetworkGraph.of(weights(network));
    if (normalization == Normalization.PRIMITIVES) {
      Passes.applyStandard(graph);
    }
    Files.createDirectories(out.toAbsolutePath().getParent());
    Files.write(out, graph.toBytes());
    System.out.printf("%s: %,d bytes%n", out, Files.size(out));
    return 0;
  }

  private Weights weights(Network network) throws IOException {
    try (TorchModel model =
        new TorchModel(
            network, Initialization.FAN_IN, Precision.FLOAT32, TorchDevice.CPU, 0, _ -> false)) {
      Checkpoint checkpoint =
          CheckpointFile.read(run.resolve("checkpoint.safetensors"), model.state());
      if (Double.parseDouble(checkpoint.recipe().getOrDefault("averaging", "0")) > 0) {
        model.swapAverage();
      }
      return model.weights();
    }
  }
}

package dev.fovea.trainer.cli;

import dev.fovea.trainer.reproduce.Reproduction;
import dev.fovea.trainer.torch.Libtorch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the papers' figures again. */
@Command(
    name = "reproduce",
    description = "Prints the papers' figures beside ours, measuring each again.",
    mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:FOVEA_DATA:-../shared/data}",
      description = "Folder with mnist/, cifar10/, imagenette/ (${DEFAULT-VALUE}).")
  private Path data = Path.of(".");

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "${env:FOVEA_ROOT:-.}/model-store/models",
      description = "Model store (${DEFAULT-VALUE}).")
  private Path models = Path.of(".");

  @Option(
      names = "--quick",
      description = "Counts, a short MNIST run, and drawn pictures for the rest: minutes.")
  private boolean quick;

  @Option(
      names = "--threads",
      description = "Threads of an operation; one is fastest for the small networks here.")
  private int threads = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Libtorch.threads(threads);
    System.out.print(Reproduction.table(data, models, quick));
    return 0;
  }
}

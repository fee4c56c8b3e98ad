package dev.fovea.trainer.reproduce;

import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.data.Subset;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.recipe.Augmentation;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.recipe.Recipes;
import dev.fovea.trainer.training.EpochResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** LeNet-5 on MNIST, plain and with distortions: LeCun et al. 1998, section III.C. */
final class Digits implements Experiment {

  private static final int QUICK_PICTURES = 6_000;

  @Override
  public List<Row> run(Bench bench) throws IOException, InterruptedException {
    return List.of(
        row(bench, "MNIST test error", "0.95 %", List.of(), ""),
        row(
            bench,
            "MNIST test error, distortions",
            "0.8 %",
            List.of(Recipes.DISTORTION),
            " --distort"));
  }

  private static Row row(
      Bench bench, String what, String paper, List<Augmentation> augmentations, String option)
      throws IOException, InterruptedException {
    Network network = Networks.named("lenet5", NetworkOptions.NONE);
    Recipe recipe = Recipes.of("lenet5").with(augmentations).withEpochs(bench.quick() ? 1 : 20);
    Optional<Path> folder = bench.folder("mnist");
    Splits splits = splits(bench, folder, network);
    List<EpochResult> history = bench.train(network, recipe, splits, new LineListener(what));
    String ours = "%.2f %%".formatted(100 * history.getLast().error());
    return new Row(
        what,
        paper,
        bench.quick() ? ours + " (one pass of %,d)".formatted(splits.training().size()) : ours,
        "./fovea train lenet5 --data DATA/mnist" + option,
        String.valueOf(recipe.seed()),
        folder.isPresent() ? bench.digest(folder.get()) : "drawn");
  }

  private static Splits splits(Bench bench, Optional<Path> folder, Network network)
      throws IOException {
    if (folder.isEmpty()) {
      return DrawnSplits.of(new Shape(1, 28, 28), 2_000, 200);
    }
    Splits all = bench.open(folder.get(), network);
    if (!bench.quick()) {
      return all;
    }
    int[] some = IntStream.range(0, QUICK_PICTURES).toArray();
    return new Splits(new Subset(all.training(), some), all.testing(), all.unreadable());
  }
}

package dev.fovea.trainer.reproduce;

import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.network.Layer.Activation.Function;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.recipe.Recipes;
import dev.fovea.trainer.training.EpochResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The four-layer network on CIFAR-10: how many passes rectifiers and tanh need to 25 % training
 * error, and what normalisation is worth. Krizhevsky et al. 2012, sections 3.1 and 3.3.
 */
final class SmallPhotographs implements Experiment {

  private static final double GOAL = 0.25;
  private static final int EPOCHS = 30;

  @Override
  public List<Row> run(Bench bench) throws IOException, InterruptedException {
    Optional<Path> folder = bench.folder("cifar10");
    if (folder.isEmpty() && !bench.quick()) {
      return List.of(absent());
    }
    Splits splits =
        bench.quick()
            ? DrawnSplits.of(network(Function.RELU, false).input(), 400, 100)
            : bench.open(folder.orElseThrow(), network(Function.RELU, false));
    String digest = bench.quick() ? "drawn" : bench.digest(folder.orElseThrow());
    List<EpochResult> relu = train(bench, splits, Function.RELU, false);
    List<EpochResult> tanh = train(bench, splits, Function.TANH, false);
    List<EpochResult> normalized = train(bench, splits, Function.RELU, true);
    List<Row> rows = new ArrayList<>();
    rows.add(
        row(
            "CIFAR-10: passes to 25 % training error, ReLU : tanh",
            "about 1 : 6",
            passes(relu) + " : " + passes(tanh),
            "--activation relu, then tanh",
            digest));
    rows.add(row("CIFAR-10 test error, no LRN", "13 %", error(relu), "", digest));
    rows.add(row("CIFAR-10 test error, LRN", "11 %", error(normalized), "--lrn", digest));
    return rows;
  }

  private static Row row(String what, String paper, String ours, String option, String digest) {
    String command = "./fovea train cifar-quick --data DATA/cifar10 " + option;
    return new Row(what, paper, ours, command.strip(), "2012", digest);
  }

  private static Row absent() {
    return row("CIFAR-10 experiments", "1 : 6; 13 %; 11 %", "not run: no cifar10/", "", Row.NONE);
  }

  private static Network network(Function function, boolean normalized) {
    return Networks.named(
        "cifar-quick", new NetworkOptions(Optional.of(10), Optional.of(function), normalized));
  }

  private static List<EpochResult> train(
      Bench bench, Splits splits, Function function, boolean normalized)
      throws IOException, InterruptedException {
    Recipe recipe = Recipes.of("cifar-quick").withEpochs(bench.quick() ? 2 : EPOCHS);
    String name = "cifar-quick " + function + (normalized ? " with LRN" : "");
    return bench.train(network(function, normalized), recipe, splits, new LineListener(name));
  }

  private static String passes(List<EpochResult> history) {
    return history.stream()
        .filter(result -> result.trainingError() <= GOAL)
        .findFirst()
        .map(result -> String.valueOf(result.epoch()))
        .orElse("more than " + history.size());
  }

  private static String error(List<EpochResult> history) {
    return "%.1f %% after %d passes".formatted(100 * history.getLast().error(), history.size());
  }
}

package dev.fovea.trainer.reproduce;

import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Summary;
import java.util.List;

/** The sizes of both networks, counted. */
final class Counts implements Experiment {

  @Override
  public List<Row> run(Bench bench) {
    Summary lenet = Summary.of(Networks.named("lenet5", NetworkOptions.NONE));
    Summary alexnet = Summary.of(Networks.named("alexnet", NetworkOptions.NONE));
    String digits = "./fovea summary lenet5";
    String photographs = "./fovea summary alexnet";
    return List.of(
        Row.counted("LeNet-5 trainable parameters", "60,000", lenet.parameters(), digits),
        Row.counted("LeNet-5 connections", "340,908", lenet.connections(), digits),
        Row.counted("AlexNet parameters", "60 million", alexnet.parameters(), photographs),
        Row.counted("AlexNet neurons", "650,000", alexnet.neurons(), photographs),
        Row.counted(
            "AlexNet multiply-accumulates", "–", alexnet.multiplyAccumulates(), photographs));
  }
}

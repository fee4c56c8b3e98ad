package dev.fovea.trainer.reproduce;

import dev.fovea.trainer.data.DataDigest;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.data.PrincipalColors;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.recipe.Pictures;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.torch.TorchDevice;
import dev.fovea.trainer.torch.TorchModel;
import dev.fovea.trainer.training.EpochResult;
import dev.fovea.trainer.training.Trainer;
import dev.fovea.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What experiments work with.
 *
 * @param data folder that holds {@code mnist/}, {@code cifar10/} and {@code imagenette/}, each
 *     perhaps absent
 * @param models store of trained models
 * @param quick whether experiments only walk their path, in seconds, on drawn pictures
 */
record Bench(Path data, Path models, boolean quick) {

  /** Returns where a data set lies, or empty if it is absent. */
  Optional<Path> folder(String name) {
    return Optional.of(data.resolve(name)).filter(Files::isDirectory);
  }

  /** Opens a data set for a network; drawn pictures in a quick run. */
  Splits open(Path folder, Network network) throws IOException {
    return Splits.of(
        DataSet.open(folder),
        Pictures.stored(network, Pictures.storedSide(network)),
        Pictures.served(network));
  }

  /** Returns the first digits of a data set's checksum. */
  String digest(Path folder) throws IOException {
    return DataDigest.of(folder).substring(0, 12);
  }

  /** Trains a network and returns what each epoch measured. */
  List<EpochResult> train(Network network, Recipe recipe, Splits splits, TrainingListener listener)
      throws IOException, InterruptedException {
    Path checkpoint = Files.createTempFile("fovea-reproduce", ".safetensors");
    try (TorchModel model =
        new TorchModel(
            network,
            recipe.initialization(),
            recipe.precision(),
            TorchDevice.of(TorchDevice.Choice.AUTO),
            recipe.seed(),
            _ -> false)) {
      PrincipalColors colors = PrincipalColors.of(splits.training());
      model.center(colors.means());
      return new Trainer(
              model,
              recipe,
              splits,
              colors,
              checkpoint,
              Duration.ofDays(1),
              InstantSource.system(),
              listener)
          .train();
    } finally {
      Files.deleteIfExists(checkpoint);
    }
  }
}

package dev.fovea.trainer.cli;

import dev.fovea.trainer.data.DataDigest;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.data.MnistArchives;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.recipe.Pictures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says what to train on. */
final class DataOptions {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "IDX archives (train-images-idx3-ubyte(.gz) …), CIFAR-10 batches (data_batch_1.bin …),"
              + " or train/<class>/ and val/<class>/ with pictures of any size.")
  private Path folder = Path.of(".");

  @Option(
      names = "--download",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "https://ossci-datasets.s3.amazonaws.com/mnist/",
      description =
          "Fetch the MNIST archives that the folder lacks, from this address"
              + " (${FALLBACK-VALUE}), and check their SHA-256.")
  private Optional<URI> download = Optional.empty();

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      description =
          "Test on this share of the training pictures, such as 0.2, drawn always alike, and train"
              + " on the rest.")
  private Optional<Double> holdOut = Optional.empty();

  @Option(
      names = "--stored-side",
      paramLabel = "PIXELS",
      description = "Side of the square that random crops are taken of; 256 for AlexNet.")
  private Optional<Integer> storedSide = Optional.empty();

  /** Opens the data set, downloading it first if that was asked for. */
  DataSet open() throws IOException, InterruptedException {
    if (download.isPresent()) {
      MnistArchives.download(download.get(), folder);
      MnistArchives.check(folder)
          .forEach((file, verdict) -> System.out.println(file + ": " + verdict));
    }
    return holdOut.isPresent() ? DataSet.holdOut(folder, holdOut.get()) : DataSet.open(folder);
  }

  /** Brings the pictures to the network's size, and says what there is. */
  Splits splits(DataSet set, Network network) throws IOException {
    int side = storedSide.orElseGet(() -> Pictures.storedSide(network));
    Splits splits = Splits.of(set, Pictures.stored(network, side), Pictures.served(network));
    System.out.printf(
        "%d pictures to train on, %d to test on, %d classes%n",
        splits.training().size(), splits.testing().size(), splits.classes().size());
    report(splits);
    return splits;
  }

  private static void report(Splits splits) {
    var messages = splits.unreadable().messages();
    if (!messages.isEmpty()) {
      System.out.println(messages.size() + " pictures cannot be read and are left out:");
      messages.forEach(message -> System.out.println("  " + message));
    }
  }

  /** Returns the folder's own name. */
  String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /** Returns how the training pictures are split and stored, for the run's record. */
  String division() {
    return "held out %s, stored side %s"
        .formatted(
            holdOut.map(String::valueOf).orElse("none"),
            storedSide.map(String::valueOf).orElse("the network's"));
  }

  /** Returns the checksum over all files. */
  String digest() throws IOException {
    return DataDigest.of(folder);
  }
}

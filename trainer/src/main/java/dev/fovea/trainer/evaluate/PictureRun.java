package dev.fovea.trainer.evaluate;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.ImageLimits;
import dev.fovea.vision.Preprocessor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes pictures through {@code vision} and a graph, batch by batch, as the service would. */
public final class PictureRun {

  private final ImageContract contract;
  private final Crops crops;
  private final int batch;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
  private final Preprocessor preprocessor;
  private final InputTensor tensor;

  /**
   * Creates a run.
   *
   * @param contract how the graph takes pictures
   * @param crops what is cut out of each picture
   * @param batch pictures that are decoded together and run together, each with all its crops
   * @throws IllegalArgumentException if the crops do not fit the contract
   */
  public PictureRun(ImageContract contract, Crops crops, int batch) {
    this.contract = contract;
    this.crops = crops;
    this.batch = batch;
    this.preprocessor = new Preprocessor(crops.before(contract.preprocessing()));
    this.tensor = new InputTensor(contract);
  }

  /** Takes what became of each batch. */
  public interface Listener {

    /**
     * Takes what the graph gave for some pictures.
     *
     * @param pictures indices of the pictures that could be decoded
     * @param outputs a row a crop, the crops of a picture together
     */
    void answered(List<Integer> pictures, GraphSession.Outputs outputs);

    /** Takes a picture that could not be decoded, and why. */
    void unreadable(int picture, String reason);
  }

  private record Prepared(int index, List<byte[]> crops, String fault) {}

  /** Runs all of {@code indices}. */
  public void run(
      GraphSession session, TestPictures pictures, List<Integer> indices, Listener listener) {
    for (int from = 0; from < indices.size(); from += batch) {
      List<Integer> chosen = indices.subList(from, Math.min(indices.size(), from + batch));
      List<Prepared> readable = readable(pictures, chosen, listener);
      if (!readable.isEmpty()) {
        GraphSession.Outputs outputs = session.run(Map.of(contract.input(), input(readable)));
        listener.answered(readable.stream().map(Prepared::index).toList(), outputs);
      }
    }
  }

  /** Returns the inputs of all of {@code indices} that can be decoded, batch by batch. */
  public List<Map<String, GraphSession.Input>> inputs(
      TestPictures pictures, List<Integer> indices) {
    return IntStream.iterate(0, from -> from < indices.size(), from -> from + batch)
        .mapToObj(from -> indices.subList(from, Math.min(indices.size(), from + batch)))
        .map(chosen -> chosen.parallelStream().map(index -> prepare(pictures, index)).toList())
        .map(all -> all.stream().filter(one -> !one.crops().isEmpty()).toList())
        .filter(readable -> !readable.isEmpty())
        .map(readable -> Map.of(contract.input(), input(readable)))
        .toList();
  }

  private List<Prepared> readable(TestPictures pictures, List<Integer> chosen, Listener listener) {
    List<Prepared> prepared =
        chosen.parallelStream().map(index -> prepare(pictures, index)).toList();
    prepared.stream()
        .filter(picture -> picture.crops().isEmpty())
        .forEach(picture -> listener.unreadable(picture.index(), picture.fault()));
    return prepared.stream().filter(picture -> !picture.crops().isEmpty()).toList();
  }

  private GraphSession.Input input(List<Prepared> pictures) {
    return tensor.of(pictures.stream().flatMap(picture -> picture.crops().stream()).toList());
  }

  private Prepared prepare(TestPictures pictures, int index) {
    try (DecodedImage image = decoder.decode(pictures.encoded(index), preprocessor.recipe())) {
      byte[] pixels = preprocessor.apply(image);
      return new Prepared(index, crops.cut(pixels, contract.preprocessing()), "");
    } catch (ImageException | IOException e) {
      return new Prepared(index, List.of(), String.valueOf(e.getMessage()));
    }
  }
}

package dev.fovea.bench.similarity;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.Augmenter;
import dev.fovea.trainer.data.PrincipalColors;
import dev.fovea.trainer.data.Seeds;
import dev.fovea.trainer.evaluate.FolderPictures;
import dev.fovea.trainer.evaluate.InputTensor;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.recipe.Augmentation;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.ImageLimits;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import dev.fovea.vision.Resize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Features that a model computes from photographs, kept in a file once they are computed.
 *
 * <p>Stored are the pictures of {@code train/}, first each as the service prepares it, then, while
 * more are wanted, random parts of them, mirrored or not. Queries are the pictures of {@code val/},
 * as the service prepares them.
 */
final class PictureVectors implements Vectors, AutoCloseable {

  private static final int BATCH = 32;
  private static final long SEED = 20120911;
  private static final List<Augmentation> PARTS =
      List.of(new Augmentation.RandomResizedCrop(0.3, 0.9, 1.33), new Augmentation.Mirror());

  private final GraphSession session;
  private final ImageContract contract;
  private final String output;
  private final int dimension;
  private final FolderPictures train;
  private final FolderPictures validation;
  private final FeatureFile stored;
  private final FeatureFile asked;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  /**
   * Opens the pictures and what was computed of them before.
   *
   * @param session of the version; not closed
   * @param pictures holds {@code train/} and {@code val/}, each with a folder a class
   * @param cache folder of the computed features, made if there is none
   */
  PictureVectors(GraphSession session, ModelVersion version, Path pictures, Path cache)
      throws IOException {
    Files.createDirectories(cache);
    this.contract = version.manifest().image().orElseThrow();
    this.output = contract.features().orElseThrow();
    this.dimension =
        version.manifest().outputs().stream()
            .filter(it -> it.name().equals(output))
            .mapToInt(it -> Math.toIntExact(it.shape().getLast()))
            .findFirst()
            .orElseThrow();
    this.train = FolderPictures.open(pictures.resolve("train"));
    this.validation = FolderPictures.open(pictures.resolve("val"));
    String name = version.digest().substring(0, 12);
    this.stored = new FeatureFile(cache.resolve(name + "-stored.f32"), dimension);
    this.asked = new FeatureFile(cache.resolve(name + "-queries.f32"), dimension);
    this.session = session;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String description() {
    return "features of %,d photographs and of random parts of them; queries are of other photographs"
        .formatted(train.size());
  }

  @Override
  public float[][] stored(int first, int count) throws IOException {
    extend(stored, train, first + count);
    return stored.read(first, count);
  }

  @Override
  public float[][] queries(int count) throws IOException {
    // Spread over all classes, which follow each other in the list.
    extend(asked, validation, validation.size());
    float[][] all = new float[count][];
    for (int i = 0; i < count; i++) {
      all[i] = asked.read((int) ((long) i * validation.size() / count), 1)[0];
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    stored.close();
    asked.close();
  }

  private void extend(FeatureFile file, TestPictures pictures, int count) throws IOException {
    for (int from = file.count(); from < count; from = file.count()) {
      List<byte[]> pixels =
          IntStream.range(from, Math.min(count, from + BATCH))
              .parallel()
              .mapToObj(number -> pixels(pictures, number))
              .toList();
      file.append(features(pixels));
      if (from / 1_000 != (from + BATCH) / 1_000) {
        System.err.printf("%,d of %,d feature vectors%n", from + BATCH, count);
      }
    }
  }

  private float[][] features(List<byte[]> pixels) {
    float[] all =
        session.run(Map.of(contract.input(), new InputTensor(contract).of(pixels))).of(output);
    float[][] rows = new float[pixels.size()][dimension];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(all, row * dimension, rows[row], 0, dimension);
    }
    return rows;
  }

  private byte[] pixels(TestPictures pictures, int number) {
    int picture = number % pictures.size();
    boolean whole = number < pictures.size();
    Preprocessing model = contract.preprocessing();
    Preprocessing form = whole ? model : uncropped(model);
    try (DecodedImage image = decoder.decode(pictures.encoded(picture), form)) {
      byte[] pixels = new Preprocessor(form).apply(image);
      return whole ? pixels : part(pixels, form, number);
    } catch (ImageException e) {
      throw new IllegalStateException(pictures.name(picture) + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] part(byte[] pixels, Preprocessing form, int number) {
    Preprocessing model = contract.preprocessing();
    int channels = form.color().channels();
    Augmenter parts =
        new Augmenter(
            PARTS,
            new Shape(channels, form.cropHeight(), form.cropWidth()),
            new Shape(channels, model.cropHeight(), model.cropWidth()),
            new PrincipalColors(new double[channels], new double[channels][channels]));
    ByteBuffer source = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    ByteBuffer target = ByteBuffer.allocateDirect(model.outputBytes());
    parts.apply(source, target, new SplittableRandom(Seeds.mix(SEED, number)));
    byte[] part = new byte[model.outputBytes()];
    target.flip().get(part);
    return part;
  }

  /** The square that random parts are cut from: the shorter side, whole. */
  private static Preprocessing uncropped(Preprocessing model) {
    int side = ((Resize.ShorterSide) model.resize()).pixels();
    return new Preprocessing(model.color(), model.background(), model.resize(), side, side, 0, 0);
  }
}

package dev.fovea.bench.serving;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.ImageLimits;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What the same machine does with the same model and no server in between: ONNX Runtime in a loop,
 * and ONNX Runtime fed by decoding and pre-processing, on all cores.
 */
final class Reference implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;
  private final String input;
  private final Set<String> outputs;
  private final Preprocessing preprocessing;
  private final Preprocessor preprocessor;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService decoders = Executors.newFixedThreadPool(cores);

  /** Opens a session on {@code version}, which must take raw pixels. */
  Reference(ModelVersion version) throws OrtException {
    Manifest manifest = version.manifest();
    var image = manifest.image().orElseThrow();
    input = image.input();
    outputs =
        image.features().isPresent()
            ? Set.of(image.probabilities(), image.features().get())
            : Set.of(image.probabilities());
    preprocessing = image.preprocessing();
    preprocessor = new Preprocessor(preprocessing);
    options.setIntraOpNumThreads(cores);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    session = environment.createSession(version.graph().toString(), options);
  }

  /** Returns images a second of the graph alone, at this batch size, for about this long. */
  double runsPerSecond(int batch, Duration duration) throws OrtException {
    ByteBuffer pixels = buffer(batch);
    long start = System.nanoTime();
    long images = 0;
    do {
      run(pixels, batch);
      images += batch;
    } while (System.nanoTime() - start < duration.toNanos());
    return images / ((System.nanoTime() - start) / 1e9);
  }

  /** Returns images a second from encoded bytes to answers, decoding each batch on all cores. */
  double decodedRunsPerSecond(List<byte[]> pictures, int batch, Duration duration)
      throws Exception {
    ByteBuffer pixels = buffer(batch);
    long start = System.nanoTime();
    long images = 0;
    do {
      decode(pictures, pixels, batch);
      run(pixels, batch);
      images += batch;
    } while (System.nanoTime() - start < duration.toNanos());
    return images / ((System.nanoTime() - start) / 1e9);
  }

  /** Returns the median milliseconds of one picture decoded, pre-processed and run alone. */
  double singleMedianMillis(List<byte[]> pictures, int repetitions) throws Exception {
    ByteBuffer pixels = buffer(1);
    double[] millis = new double[repetitions];
    for (int turn = 0; turn < repetitions; turn++) {
      long start = System.nanoTime();
      decodeInto(pictures.get(turn % pictures.size()), pixels, 0);
      run(pixels, 1);
      millis[turn] = (System.nanoTime() - start) / 1e6;
    }
    return Medians.of(millis);
  }

  @Override
  public void close() throws OrtException {
    decoders.close();
    session.close();
    options.close();
  }

  private ByteBuffer buffer(int batch) {
    return ByteBuffer.allocateDirect(batch * preprocessing.outputBytes())
        .order(ByteOrder.nativeOrder());
  }

  private void decode(List<byte[]> pictures, ByteBuffer pixels, int batch) throws Exception {
    List<Callable<Void>> shares =
        IntStream.range(0, cores)
            .mapToObj(share ->
                (Callable<Void>)
                    () -> {
                      for (int index = share; index < batch; index += cores) {
                        decodeInto(pictures.get(index % pictures.size()), pixels, index);
                      }
                      return null;
                    })
            .toList();
    for (var share : decoders.invokeAll(shares)) {
      share.get();
    }
  }

  private void decodeInto(byte[] picture, ByteBuffer pixels, int index) throws ImageException {
    int bytes = preprocessing.outputBytes();
    try (var image = decoder.decode(picture, preprocessing)) {
      preprocessor.apply(image, pixels.slice(index * bytes, bytes));
    }
  }

  private void run(ByteBuffer pixels, int batch) throws OrtException {
    long[] shape = {
      batch,
      preprocessing.outputHeight(),
      preprocessing.outputWidth(),
      preprocessing.color().channels()
    };
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, pixels.duplicate().clear(), shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
      if (result.size() != outputs.size()) {
        throw new IllegalStateException("the graph left out an output");
      }
    }
  }
}

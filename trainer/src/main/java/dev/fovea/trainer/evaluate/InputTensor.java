package dev.fovea.trainer.evaluate;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.trainer.onnx.GraphSession.Input;
import dev.fovea.vision.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Turns uint8 HWC pixels into the input that a model's contract asks for. */
public final class InputTensor {

  private final ImageContract contract;

  /** Creates one for a contract. */
  public InputTensor(ImageContract contract) {
    this.contract = contract;
  }

  /** Returns the input that holds these pictures, each of {@link Preprocessing#outputBytes}. */
  public Input of(List<byte[]> pictures) {
    Preprocessing form = contract.preprocessing();
    int height = form.outputHeight();
    int width = form.outputWidth();
    int channels = form.color().channels();
    ByteBuffer pixels = ByteBuffer.allocateDirect(pictures.size() * form.outputBytes());
    pictures.forEach(pixels::put);
    pixels.flip();
    return switch (contract.encoding()) {
      case Encoding.Raw() -> Input.of(pixels, pictures.size(), height, width, channels);
      case Encoding.Normalized normalized ->
          Input.of(
              planes(pixels, height * width, channels, normalized),
              pictures.size(),
              channels,
              height,
              width);
    };
  }

  private static FloatBuffer planes(
      ByteBuffer pixels, int area, int channels, Encoding.Normalized normalized) {
    int samples = pixels.remaining();
    FloatBuffer planes =
        ByteBuffer.allocateDirect(samples * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int index = 0; index < samples; index++) {
      int channel = index / area % channels;
      int picture = index / (area * channels);
      int source = normalized.bgr() ? channels - 1 - channel : channel;
      int sample = pixels.get((picture * area + index % area) * channels + source) & 0xff;
      // Mean and scale are told in the order of the picture's channels, red first.
      planes.put(index, (sample - normalized.mean().get(source)) * normalized.scale().get(source));
    }
    return planes;
  }
}

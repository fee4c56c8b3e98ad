package dev.fovea.service.inference;

import dev.fovea.modelstore.ImageContract.Encoding.Normalized;
import dev.fovea.vision.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Pixels to the float planes that graphs made elsewhere want. */
final class Normalization {

  private Normalization() {}

  /**
   * Writes (pixel − mean) × scale.
   *
   * @param pixels uint8, shape [H, W, C], from position 0
   * @param target receives float32 of shape [C, H, W] from its position, which stays
   */
  static void planar(
      ByteBuffer pixels, Preprocessing preprocessing, Normalized normalized, ByteBuffer target) {
    int channels = preprocessing.color().channels();
    int plane = preprocessing.outputHeight() * preprocessing.outputWidth();
    FloatBuffer floats = target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int channel = 0; channel < channels; channel++) {
      int source = normalized.bgr() ? channels - 1 - channel : channel;
      float mean = normalized.mean().get(source);
      float scale = normalized.scale().get(source);
      for (int i = 0; i < plane; i++) {
        int sample = pixels.get(i * channels + source) & 0xff;
        floats.put(channel * plane + i, (sample - mean) * scale);
      }
    }
  }
}

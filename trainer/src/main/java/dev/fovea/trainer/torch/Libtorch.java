package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

/** Settings of the library that hold for the whole process. */
public final class Libtorch {

  private Libtorch() {}

  /**
   * Sets how many threads an operation may use. Small networks are fastest with one. Must come
   * before the first operation.
   */
  public static void threads(int threads) {
    set_num_threads(threads);
  }
}

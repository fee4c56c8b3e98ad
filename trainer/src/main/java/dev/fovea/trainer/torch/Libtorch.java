package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import org.bytedeco.pytorch.Tensor;

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

  /** Returns the version of libtorch and of its Java binding, or "unknown". */
  public static String version() {
    String version = Tensor.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}

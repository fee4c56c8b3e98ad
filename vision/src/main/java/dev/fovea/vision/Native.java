package dev.fovea.vision;

import org.bytedeco.opencv.global.opencv_core;

/** Sets OpenCV up for a server, once, before the first use. */
final class Native {

  static {
    // A picture is decoded by one platform thread; OpenCV's own pool would only compete with it.
    opencv_core.setNumThreads(1);
    OpenCvLog.install();
    NativeMessages.install();
  }

  private Native() {}

  /** Returns once OpenCV is loaded and set up. */
  static void load() {
    // The work is in the static initializer.
  }
}

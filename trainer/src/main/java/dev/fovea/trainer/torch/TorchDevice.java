package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.hasCUDA;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where libtorch computes. */
public enum TorchDevice {
  /** The host's processors. */
  CPU,
  /** The first GPU. */
  CUDA;

  /** What may be asked for. */
  public enum Choice {
    /** The GPU if this build and machine have one, else the processors. */
    AUTO,
    /** The processors. */
    CPU,
    /** The GPU, or an error. */
    CUDA
  }

  /**
   * Returns the device for a choice.
   *
   * @throws IllegalArgumentException if a GPU is asked for and there is none
   */
  public static TorchDevice of(Choice choice) {
    return switch (choice) {
      case AUTO -> hasCUDA() ? CUDA : CPU;
      case CPU -> CPU;
      case CUDA -> {
        if (!hasCUDA()) {
          throw new IllegalArgumentException(
              "--device cuda: libtorch sees no GPU here. Build with -Pgpu on a machine that has"
                  + " one, or use --device cpu");
        }
        yield CUDA;
      }
    };
  }

  Device device() {
    return new Device(this == CPU ? DeviceType.CPU : DeviceType.CUDA);
  }
}

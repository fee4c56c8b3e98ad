package dev.fovea.trainer.torch;

import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** The numbers of a network in training, for a checkpoint to keep. Arrays are copied one by one. */
public final class TrainingState {

  /** What is kept of each parameter. */
  public enum Part {
    /** The weights themselves. */
    VALUES,
    /** What momentum carries from step to step. */
    VELOCITY,
    /** The running average of the weights. */
    AVERAGE
  }

  /**
   * One array of the state.
   *
   * @param name unique, such as {@code conv1.weight.velocity}
   */
  public record Entry(String name, Parameter parameter, Part part) {}

  private final Network network;
  private final Arrays arrays;

  TrainingState(Network network, Arrays arrays) {
    this.network = network;
    this.arrays = arrays;
  }

  /** Returns all arrays in a fixed order. */
  public List<Entry> entries() {
    List<String> names = network.layerNames();
    List<Entry> entries = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      for (Part part : Part.values()) {
        String name = "%s.%s.%s".formatted(names.get(parameter.layer()), parameter.role(), part);
        entries.add(new Entry(name.toLowerCase(Locale.ROOT), parameter, part));
      }
    }
    return entries;
  }

  /** Returns a copy of one array. */
  public float[] read(Entry entry) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      return TrainedArray.read(arrays.of(entry.parameter()).part(entry.part()));
    }
  }

  /** Replaces one array by a copy of {@code numbers}. */
  public void write(Entry entry, float[] numbers) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      arrays.of(entry.parameter()).write(entry.part(), numbers);
    }
  }
}

package dev.fovea.service.inference;

import dev.fovea.service.model.ModelId;
import java.util.List;

/** Hears of every run, and who rode in it. Called by the thread that runs the session: be quick. */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE =
      new RunListener() {
        @Override
        public Object caller() {
          return "";
        }

        @Override
        public void ran(Run run) {}
      };

  /**
   * Returns who hands a request in. Called by the thread that does; comes back as {@link
   * Rider#caller}.
   */
  Object caller();

  /** Hears that a run has ended and its requests are answered. */
  void ran(Run run);

  /**
   * A run of a session. Times are of {@link System#nanoTime}.
   *
   * @param model the version that ran
   * @param rows how many there were
   * @param startedNanos when it started
   * @param finishedNanos when it ended
   * @param riders the requests in it
   */
  record Run(ModelId model, int rows, long startedNanos, long finishedNanos, List<Rider> riders) {

    /** Copies the list. */
    public Run {
      riders = List.copyOf(riders);
    }
  }

  /**
   * A request in a run. Times are of {@link System#nanoTime}.
   *
   * @param caller who handed it in
   * @param arrivedNanos when it came
   * @param takenNanos when a decoder took it
   * @param decodedNanos when its picture was decoded
   * @param placedNanos when its rows were in the batch
   */
  record Rider(
      Object caller, long arrivedNanos, long takenNanos, long decodedNanos, long placedNanos) {}
}

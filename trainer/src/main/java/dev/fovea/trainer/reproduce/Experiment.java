package dev.fovea.trainer.reproduce;

import java.io.IOException;
import java.util.List;

/** Measures some figures of the papers again. */
interface Experiment {

  /**
   * Runs the experiment.
   *
   * @return one row a figure; a row says so where the data is absent
   * @throws IOException if data that is there cannot be read
   */
  List<Row> run(Bench bench) throws IOException, InterruptedException;
}

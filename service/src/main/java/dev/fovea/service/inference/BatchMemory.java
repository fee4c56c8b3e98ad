package dev.fovea.service.inference;

import java.nio.ByteBuffer;

/**
 * Memory that the inputs of a batch are written to and its outputs are read from, without a copy on
 * the way to the graph or back.
 */
public interface BatchMemory extends AutoCloseable {

  /** Returns how many rows fit. */
  int maxRows();

  /** Returns a view of an input's memory: little-endian, direct, all rows. */
  ByteBuffer input(String name);

  /** Returns a view of an output's memory: little-endian, direct, all rows. */
  ByteBuffer output(String name);

  /**
   * Runs the graph on the first rows and returns when the outputs are written.
   *
   * @param rows 1 to {@link #maxRows}
   * @throws dev.fovea.service.failure.InferenceFailed if the run fails
   */
  void run(int rows);

  /** Runs one row and has the runtime give back the memory that larger runs made it take. */
  void shrink();

  /** Frees the tensors. Not while a run is under way. */
  @Override
  void close();
}

package dev.fovea.service.inference;

import java.util.Map;
import java.util.Set;

/** What a request brings. */
sealed interface Work {

  /** Returns how many rows of a batch it takes. */
  int rows();

  /**
   * One encoded picture.
   *
   * @param encoded the file's bytes
   * @param onlooker sees it on its way
   */
  @SuppressWarnings("ArrayRecordComponent") // hot bytes that are never compared
  record Picture(byte[] encoded, Onlooker onlooker) implements Work {
    @Override
    public int rows() {
      return 1;
    }
  }

  /**
   * Tensors for every input.
   *
   * @param inputs by name
   * @param outputs names wanted
   * @param rows the first dimension that they share
   * @param stacks whether they can share a batch with others
   */
  record Tensors(Map<String, Tensor> inputs, Set<String> outputs, int rows, boolean stacks)
      implements Work {}

  /** Work that only needs a place. */
  interface Prepared extends AutoCloseable {

    /** Writes every input's rows into a batch. */
    void write(BatchMemory memory, int firstRow);

    @Override
    void close();
  }
}

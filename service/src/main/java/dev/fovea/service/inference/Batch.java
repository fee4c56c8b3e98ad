package dev.fovea.service.inference;

import dev.fovea.modelstore.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A batch while it is filled: the memory, the rows taken, and whose they are. Its owner locks. */
final class Batch {

  private final BatchMemory memory;
  private final List<Request> requests = new ArrayList<>();
  private int rows;
  private int writing;

  Batch(BatchMemory memory) {
    this.memory = memory;
  }

  BatchMemory memory() {
    return memory;
  }

  int rows() {
    return rows;
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  /** Tells whether every row that was claimed has been written. */
  boolean isWritten() {
    return writing == 0;
  }

  List<Request> requests() {
    return requests;
  }

  /** Takes the next rows for a request that is about to write them. */
  void claim(Request request) {
    request.firstRow = rows;
    rows += request.rows();
    writing++;
    requests.add(request);
  }

  void written() {
    writing--;
  }

  /**
   * Takes requests out and closes the gaps they leave.
   *
   * @param inputs the inputs whose rows move
   */
  void remove(List<Request> dead, List<TensorSpec> inputs) {
    requests.removeAll(dead);
    rows = 0;
    for (Request request : requests) {
      if (request.firstRow != rows) {
        move(request, rows, inputs);
      }
      rows += request.rows();
    }
  }

  private void move(Request request, int to, List<TensorSpec> inputs) {
    for (TensorSpec input : inputs) {
      int bytes = Layout.rowBytes(input);
      ByteBuffer buffer = memory.input(input.name());
      ByteBuffer source = buffer.slice(request.firstRow * bytes, request.rows() * bytes);
      buffer.slice(to * bytes, request.rows() * bytes).put(source);
    }
    request.firstRow = to;
  }
}

package dev.fovea.service.inference;

import java.nio.ByteBuffer;

/** Tensors on their way into a batch. */
record PreparedTensors(Work.Tensors tensors) implements Work.Prepared {

  @Override
  public void write(BatchMemory memory, int firstRow) {
    tensors
        .inputs()
        .forEach((name, tensor) -> {
          ByteBuffer bytes = tensor.bytes();
          int rowBytes = bytes.remaining() / tensors.rows();
          memory.input(name).position(firstRow * rowBytes).put(bytes);
        });
  }

  @Override
  public void close() {}
}

package dev.fovea.service.inference;

import java.nio.ByteBuffer;

/** Memory of batches that nothing is written to. */
record NoMemory(int maxRows) implements BatchMemory {

  @Override
  public ByteBuffer input(String name) {
    return ByteBuffer.allocate(0);
  }

  @Override
  public ByteBuffer output(String name) {
    return ByteBuffer.allocate(0);
  }

  @Override
  public void run(int rows) {}

  @Override
  public void shrink() {}

  @Override
  public void close() {}
}

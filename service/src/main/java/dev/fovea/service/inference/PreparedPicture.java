package dev.fovea.service.inference;

import java.nio.ByteBuffer;

/** A decoded picture on its way into a batch. */
record PreparedPicture(String input, Pictures.Decoded picture, Onlooker onlooker)
    implements Work.Prepared {

  @Override
  public void write(BatchMemory memory, int row) {
    ByteBuffer rows = memory.input(input);
    int rowBytes = rows.capacity() / memory.maxRows();
    picture.write(rows.position(row * rowBytes));
    onlooker.prepared(rows.slice(row * rowBytes, rowBytes));
  }

  @Override
  public void close() {
    picture.close();
  }
}

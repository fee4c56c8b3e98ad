package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CIFAR-10's binary version: records of a label and 32×32 pixels, all red samples first, then
 * green, then blue.
 */
final class CifarImages {

  private static final Shape SHAPE = new Shape(3, 32, 32);
  private static final int RECORD = 1 + SHAPE.size();

  private CifarImages() {}

  /**
   * Returns the pictures of all files, in their order.
   *
   * @throws IOException naming the file whose length is no number of records, or whose label has no
   *     class
   */
  static LabeledImages read(List<Path> files, List<String> classes) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    int records = 0;
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new IOException("there is no " + file);
      }
      byte[] content = Files.readAllBytes(file);
      if (content.length == 0 || content.length % RECORD != 0) {
        throw new IOException(
            "%s has %d bytes, which is no number of records of %d"
                .formatted(file, content.length, RECORD));
      }
      contents.add(content);
      records += content.length / RECORD;
    }
    int[] labels = new int[records];
    int index = 0;
    for (byte[] content : contents) {
      for (int at = 0; at < content.length; at += RECORD) {
        labels[index++] = label(content[at] & 0xff, classes);
      }
    }
    InMemoryImages images = InMemoryImages.allocate(SHAPE, classes, labels);
    index = 0;
    for (byte[] content : contents) {
      for (int at = 0; at < content.length; at += RECORD) {
        interleave(content, at + 1, images.slot(index++));
      }
    }
    return images;
  }

  private static int label(int label, List<String> classes) throws IOException {
    if (label >= classes.size()) {
      throw new IOException("label %d, but there are %d classes".formatted(label, classes.size()));
    }
    return label;
  }

  private static void interleave(byte[] planes, int from, ByteBuffer pixels) {
    int plane = SHAPE.height() * SHAPE.width();
    for (int at = 0; at < plane; at++) {
      for (int channel = 0; channel < SHAPE.channels(); channel++) {
        pixels.put(planes[from + channel * plane + at]);
      }
    }
  }
}

package dev.fovea.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.trainer.network.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxImagesTest {

  @TempDir private Path folder;

  @Test
  void readsPlainAndGzippedFilesAlike() throws IOException {
    Path plain = write("images", images());
    Path zipped = folder.resolve("images.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(images());
    }
    Path labels = write("labels", labels(2));

    for (Path file : new Path[] {plain, zipped}) {
      LabeledImages read = IdxImages.read(file, labels, Optional.empty());
      ByteBuffer second = ByteBuffer.allocate(6);
      read.read(1, second);

      assertThat(read.shape()).isEqualTo(new Shape(1, 2, 3));
      assertThat(read.classes()).containsExactly("0", "1");
      assertThat(read.label(1)).isEqualTo(1);
      assertThat(second.array()).containsExactly(6, 7, 8, 9, 10, 11);
    }
  }

  @Test
  void refusesCountsThatDiffer() throws IOException {
    Path pictures = write("images", images());
    Path labels = write("labels", labels(3));

    assertThatThrownBy(() -> IdxImages.read(pictures, labels, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds 2 pictures, but")
        .hasMessageContaining("holds 3 labels");
  }

  @Test
  void refusesALabelThatNoClassHas() throws IOException {
    Path pictures = write("images", images());
    Path labels = write("labels", labels(2));

    assertThatThrownBy(() -> IdxImages.read(pictures, labels, Optional.of(List.of("shirt"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds the label 1, but there are 1 classes: [shirt]");
  }

  @Test
  void refusesAFileThatEndsEarly() throws IOException {
    byte[] whole = images();
    Path cut = write("images", Arrays.copyOf(whole, whole.length - 1));
    Path labels = write("labels", labels(2));

    assertThatThrownBy(() -> IdxImages.read(cut, labels, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage(cut + " ends before its last element");
  }

  @Test
  void refusesAFileOfAnotherKind() throws IOException {
    Path text = write("images", "no pictures here".getBytes(StandardCharsets.UTF_8));
    Path labels = write("labels", labels(2));

    assertThatThrownBy(() -> IdxImages.read(text, labels, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no IDX file of bytes in 3 dimensions");
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] images() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0x0803);
      out.writeInt(2);
      out.writeInt(2);
      out.writeInt(3);
      for (int pixel = 0; pixel < 12; pixel++) {
        out.writeByte(pixel);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] labels(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0x0801);
      out.writeInt(count);
      for (int label = 0; label < count; label++) {
        out.writeByte(label % 2);
      }
    }
    return bytes.toByteArray();
  }
}

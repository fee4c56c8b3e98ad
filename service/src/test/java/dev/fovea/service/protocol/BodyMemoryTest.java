package dev.fovea.service.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.QueueFull;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

final class BodyMemoryTest {

  private final BodyMemory memory = new BodyMemory(properties(DataSize.ofBytes(1_000)));
  private final ServletRequest first = new MockHttpServletRequest();
  private final ServletRequest second = new MockHttpServletRequest();

  @Test
  void refusesWhatDoesNotFitBesideOthersAndTakesItWhenTheyAreGone() {
    memory.takeForBytes(first, 300);
    assertThatThrownBy(() -> memory.takeForBytes(second, 300))
        .isInstanceOf(QueueFull.class)
        .hasMessageContaining("fovea.http.body-memory");
    memory.takeForBytes(second, 200);
    memory.release(second);
    memory.release(first);
    assertThatCode(() -> memory.takeForBytes(second, 500)).doesNotThrowAnyException();
  }

  @Test
  void letsOneTakeMoreThanThereIsWhileItIsAlone() {
    memory.takeForBytes(first, 400);
    memory.takeForJson(first, 400);
    assertThatThrownBy(() -> memory.takeForBytes(second, 1)).isInstanceOf(QueueFull.class);
    memory.release(first);
    assertThatCode(() -> memory.takeForBytes(second, 1)).doesNotThrowAnyException();
  }

  @Test
  void takesAsABodyIsRead() throws IOException {
    try (InputStream body = memory.paying(new ByteArrayInputStream(new byte[450]), first)) {
      assertThat(body.readAllBytes()).hasSize(450);
    }
    assertThatThrownBy(() -> memory.takeForBytes(second, 51)).isInstanceOf(QueueFull.class);
    assertThatCode(() -> memory.takeForBytes(second, 50)).doesNotThrowAnyException();
  }

  @Test
  void takesForAMessageUpToWhatTheLargestJsonBecomes() {
    BodyMemory.Share third = memory.share();
    assertThatCode(() -> third.takeForObjects(14 << 20)).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory.share().takeForObjects(1)).isInstanceOf(QueueFull.class);
    third.release();
    assertThatThrownBy(() -> third.takeForObjects((14 << 20) + 1))
        .isInstanceOf(BodyTooLarge.class)
        .hasMessageContaining("fovea.http.max-json-size");
    assertThatCode(() -> memory.takeForBytes(first, 500)).doesNotThrowAnyException();
  }

  @Test
  void holdsNothingForARequestThatIsOver() {
    BodyMemory.Share over = memory.share();
    over.takeForBytes(450);
    over.close();
    over.takeForBytes(450);
    assertThatCode(() -> memory.takeForBytes(first, 200)).doesNotThrowAnyException();
    assertThatCode(() -> memory.takeForBytes(second, 300)).doesNotThrowAnyException();
  }

  private static HttpProperties properties(DataSize memory) {
    DataSize megabyte = DataSize.ofMegabytes(1);
    return new HttpProperties(
        megabyte, megabyte, memory, DataSize.ofKilobytes(1), Duration.ofSeconds(10), 100);
  }
}

package dev.fovea.service.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.SlowClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private static final ApplicationBufferHandler TARGET = new NoBuffer();

  private final Request request = new Request();
  private final Client client = new Client();
  private long now;

  @Test
  void letsASlowBodyThroughThatKeepsThePace() throws IOException {
    Pace pace = pace();
    for (int second = 0; second < 100; second++) {
      client.sends(1_000, Duration.ofSeconds(1));
      assertThat(pace.doRead(TARGET)).isEqualTo(1_000);
    }
  }

  @Test
  void givesTenSecondsBeforeItCounts() throws IOException {
    Pace pace = pace();
    client.sends(1, Duration.ofSeconds(9));
    assertThat(pace.doRead(TARGET)).isEqualTo(1);
    client.sends(1, Duration.ofSeconds(2));
    assertThatThrownBy(() -> pace.doRead(TARGET))
        .isInstanceOf(SlowClient.class)
        .hasMessageContaining("1000 bytes a second")
        .hasMessageContaining("fovea.http.min-body-rate");
  }

  @Test
  void countsOnlyTheTimeThatTheClientTakes() throws IOException {
    Pace pace = pace();
    client.sends(10, Duration.ZERO);
    assertThat(pace.doRead(TARGET)).isEqualTo(10);
    now += Duration.ofHours(1).toNanos();
    client.sends(10, Duration.ZERO);
    assertThat(pace.doRead(TARGET)).isEqualTo(10);
  }

  @Test
  void refusesAClientThatSendsNothingAtAll() {
    Pace pace = pace();
    assertThatThrownBy(() -> pace.doRead(TARGET)).isInstanceOf(SlowClient.class);
  }

  @Test
  void letsTheEndOfABodyComeLate() throws IOException {
    Pace pace = pace();
    client.sends(-1, Duration.ofSeconds(15));
    assertThat(pace.doRead(TARGET)).isEqualTo(-1);
  }

  private Pace pace() {
    request.setInputBuffer(client);
    return new Pace(request, 1_000, () -> now);
  }

  /** Sends what it was told to, and else nothing until the connection times out. */
  private final class Client implements InputBuffer {

    private record Step(int bytes, Duration after) {}

    private final Queue<Step> steps = new ArrayDeque<>();

    void sends(int bytes, Duration after) {
      steps.add(new Step(bytes, after));
    }

    @Override
    public int doRead(ApplicationBufferHandler target) throws IOException {
      Step step = steps.poll();
      if (step == null) {
        throw new SocketTimeoutException();
      }
      now += step.after().toNanos();
      return step.bytes();
    }

    @Override
    public int available() {
      return 0;
    }
  }

  /** What a body is read into, were there bytes. */
  private static final class NoBuffer implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {}
  }
}

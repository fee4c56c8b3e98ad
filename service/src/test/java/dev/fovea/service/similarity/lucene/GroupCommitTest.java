package dev.fovea.service.similarity.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  @Test
  void coversAllThatCameWhileACommitRanWithOneMore() throws Exception {
    Semaphore permits = new Semaphore(0);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger commits = new AtomicInteger();
    GroupCommit group =
        new GroupCommit(() -> {
          begun.countDown();
          permits.acquireUninterruptibly();
          commits.incrementAndGet();
        });
    try (ExecutorService writers = Executors.newCachedThreadPool()) {
      List<Future<?>> joined = new ArrayList<>();
      joined.add(writers.submit(() -> joinQuietly(group)));
      begun.await();
      for (int i = 0; i < 20; i++) {
        joined.add(writers.submit(() -> joinQuietly(group)));
      }
      while (group.waiting() < 20) {
        Thread.onSpinWait();
      }
      permits.release(2);
      for (Future<?> it : joined) {
        it.get();
      }
    }
    assertThat(commits).hasValue(2);
  }

  @Test
  void failsForAllThatTheCommitWasToCoverAndRecovers() throws IOException {
    AtomicInteger commits = new AtomicInteger();
    GroupCommit group =
        new GroupCommit(() -> {
          if (commits.incrementAndGet() == 1) {
            throw new IOException("No space left on device");
          }
        });

    assertThatThrownBy(group::join)
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("No space left on device");
    group.join();
    assertThat(commits).hasValue(2);
  }

  private static void joinQuietly(GroupCommit group) {
    try {
      group.join();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

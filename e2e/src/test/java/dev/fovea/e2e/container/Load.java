package dev.fovea.e2e.container;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that classify one picture after the other until they are told to stop. */
final class Load implements AutoCloseable {

  private final AtomicInteger answered = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Client client = new Client();
  private final List<Thread> threads;
  private volatile boolean stopped;

  private Load(URI uri, int clients, int firstAnswers) throws InterruptedException {
    byte[] picture = Digits.seven();
    CountDownLatch first = new CountDownLatch(firstAnswers);
    threads =
        IntStream.range(0, clients)
            .mapToObj(
                each -> Thread.ofVirtual().start(() -> classifyUntilStopped(uri, picture, first)))
            .toList();
    first.await();
  }

  /** Starts the clients and returns once they have been answered a few times each. */
  static Load on(URI uri, int clients) throws InterruptedException {
    return new Load(uri, clients, clients * 5);
  }

  private void classifyUntilStopped(URI uri, byte[] picture, CountDownLatch first) {
    while (!stopped) {
      try {
        Client.Answer answer = client.post(uri, picture);
        if (answer.status() == 200) {
          answered.incrementAndGet();
        } else {
          failures.add(answer.status() + " " + answer.body());
        }
      } catch (IOException e) {
        failures.add(e.toString());
      }
      first.countDown();
    }
  }

  int answered() {
    return answered.get();
  }

  /** Begins no further request. Those under way go on. */
  void beginNoMore() {
    stopped = true;
  }

  /** Waits for the requests under way. @return what failed of all that were sent */
  List<String> failures() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return failures;
  }

  /** Stops the clients, and waits for the requests under way. */
  @Override
  public void close() {
    stopped = true;
    client.close();
  }
}

package dev.fovea.e2e.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Clients that add, replace, delete and import images until they are stopped or the service is
 * gone, and write down what they asked for and what was acknowledged.
 */
final class Writers {

  private static final int SINGLE = 4;
  private static final int ARCHIVE = 40;

  private final Client client;
  private final String collection;
  private final Ledger ledger;
  private final AtomicLong numbers;
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Starts the clients.
   *
   * @param numbers the next number of a picture; no two writers share one
   */
  Writers(Client client, String collection, Ledger ledger, AtomicLong numbers, long seed) {
    this.client = client;
    this.collection = collection;
    this.ledger = ledger;
    this.numbers = numbers;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < SINGLE; i++) {
      SplittableRandom own = random.split();
      threads.add(Thread.ofVirtual().start(() -> repeat(new OneAtATime(own)::step)));
    }
    threads.add(Thread.ofVirtual().start(() -> repeat(this::importArchive)));
  }

  /** Returns how many requests were acknowledged. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Begins no further request and waits for those under way. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void repeat(Step step) {
    try {
      while (!stopped) {
        step.run();
      }
    } catch (IOException theServiceIsGone) {
      stopped = true;
    }
  }

  /** One client, with the images that are its own. */
  private final class OneAtATime {

    private final SplittableRandom random;
    private final List<String> own = new ArrayList<>();

    OneAtATime(SplittableRandom random) {
      this.random = random;
    }

    void step() throws IOException {
      int what = random.nextInt(10);
      if (own.isEmpty() || what < 6) {
        String id = "image-" + numbers.get() + "-" + random.nextInt(1_000_000_000);
        put(id);
        own.add(id);
      } else if (what < 8) {
        put(own.get(random.nextInt(own.size())));
      } else {
        remove(own.remove(random.nextInt(own.size())));
      }
    }

    private void put(String id) throws IOException {
      long number = numbers.getAndIncrement();
      ledger.asked(id, Optional.of(number));
      Client.Answer answer =
          client.put(
              "/v1/collections/%s/images/%s?label=%d".formatted(collection, id, number),
              new NumberedPicture(number).png());
      require(answer, 200, 201);
      ledger.is(id, Optional.of(number));
    }

    private void remove(String id) throws IOException {
      ledger.asked(id, Optional.empty());
      require(client.delete("/v1/collections/%s/images/%s".formatted(collection, id)), 204, 204);
      ledger.is(id, Optional.empty());
    }
  }

  private void importArchive() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    for (int i = 0; i < ARCHIVE; i++) {
      long number = numbers.getAndIncrement();
      files.put("file-" + number + ".png", number);
    }
    files.forEach((id, number) -> ledger.asked(id, Optional.of(number)));
    Client.Answer answer =
        client.post("/v1/collections/%s/imports?label=none".formatted(collection), zip(files));
    require(answer, 200, 201);
    files.forEach((id, number) -> ledger.is(id, Optional.of(number)));
  }

  private void require(Client.Answer answer, int either, int or) throws IOException {
    if (answer.status() != either && answer.status() != or) {
      throw new IOException(answer.toString());
    }
    acknowledged.incrementAndGet();
  }

  /** Packs pictures under their names. */
  static byte[] zip(Map<String, Long> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, Long> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(new NumberedPicture(file.getValue()).png());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}

package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.faults.Client.Answer;
import dev.fovea.e2e.faults.Client.Hit;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Compares a collection with what the ledger says that it may hold. */
final class Audit {

  private static final int AT_ONCE = 8;

  private final Client client;
  private final String collection;
  private final Ledger ledger;

  Audit(Client client, String collection, Ledger ledger) {
    this.client = client;
    this.collection = collection;
    this.ledger = ledger;
  }

  /**
   * Looks every one of these images up, by its id and by its picture, then counts. What the ledger
   * was in doubt of, it knows afterwards.
   *
   * @param hint what failed assertions begin with
   */
  void of(Collection<String> ids, String hint) throws IOException, InterruptedException {
    try (ExecutorService looking =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      Stream<Future<Optional<Long>>> looked =
          ids.stream().map(id -> looking.submit(() -> seen(id, hint))).toList().stream();
      for (Future<Optional<Long>> each : looked.toList()) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw new AssertionError(hint, failed.getCause());
    }
    assertThat(count()).as("%s: images that are counted", hint).isEqualTo(ledger.stored().size());
  }

  private long count() throws IOException {
    return client.get("/v1/collections/" + collection).json().get("images").asLong();
  }

  private Optional<Long> seen(String id, String hint) throws IOException {
    String path = "/v1/collections/%s/images/%s".formatted(collection, id);
    Answer answer = client.get(path);
    assertThat(answer.status()).as("%s: %s %s", hint, id, answer).isIn(200, 404);
    Optional<Long> state =
        answer.status() == 404
            ? Optional.empty()
            : Optional.of(numberOf(id, answer.json().path("label").asString("")));
    assertThat(state).as("%s: %s", hint, id).isIn(ledger.possible(id));
    ledger.is(id, state);
    if (state.isPresent()) {
      assertThat(client.get(path + "/thumbnail").status()).as("%s: %s", hint, id).isEqualTo(200);
      requireNearest(id, state.get(), hint);
    }
    return state;
  }

  /** A single upload is labelled with its number; a file of an archive has it in its name. */
  private static long numberOf(String id, String label) {
    return Long.parseLong(label.isEmpty() ? id.replaceAll("\\D", "") : label);
  }

  private void requireNearest(String id, long number, String hint) throws IOException {
    assertThat(client.nearest(collection, new NumberedPicture(number).png()))
        .as("%s: picture %d of %s", hint, number, id)
        .contains(new Hit(id, 0));
  }
}

package dev.fovea.service.protocol;

import dev.fovea.service.failure.DeadlineExceeded;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.RequestCancelled;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.inference.Terms;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for answers on the request's own thread. */
public final class Answers {

  /** The header that says how long a client wants to wait. */
  public static final String TIMEOUT = "Fovea-Timeout-Millis";

  private static final int MAX_TIMEOUT_MILLIS = 600_000;

  /** How often a waiting request looks whether its client is still there. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private Answers() {}

  /**
   * Reads how a request wants to be treated.
   *
   * @throws InvalidParameter if the timeout is no whole number of milliseconds
   */
  public static Terms terms(HttpServletRequest request) {
    String timeout = request.getHeader(TIMEOUT);
    if (timeout == null) {
      return Terms.interactive();
    }
    int millis = Query.integer(TIMEOUT, timeout.strip(), 1, MAX_TIMEOUT_MILLIS);
    return Terms.interactive().within(Duration.ofMillis(millis));
  }

  /**
   * Waits for an answer. If its deadline passes, its client goes away or this thread is
   * interrupted, the request leaves its queue.
   *
   * @param terms what the request was handed in with
   * @throws ServingException what the future failed with
   */
  public static <T> T await(CompletableFuture<T> answer, Terms terms) {
    Optional<ClientConnection> connection = ClientConnection.current();
    return await(answer, terms, () -> connection.filter(ClientConnection::isGone).isPresent());
  }

  static <T> T await(CompletableFuture<T> answer, Terms terms, BooleanSupplier clientIsGone) {
    long start = System.nanoTime();
    while (true) {
      try {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        return answer.get(patience(terms, waited).toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        giveUpIfInVain(terms, Duration.ofNanos(System.nanoTime() - start), clientIsGone);
      } catch (InterruptedException _) {
        terms.cancellation().cancel();
        Thread.currentThread().interrupt();
        throw new RequestCancelled();
      } catch (ExecutionException failed) {
        throw unchecked(failed.getCause());
      }
    }
  }

  private static Duration patience(Terms terms, Duration waited) {
    return terms
        .timeout()
        .map(limit -> limit.minus(waited))
        .filter(left -> left.compareTo(LOOK) < 0)
        .orElse(LOOK);
  }

  private static void giveUpIfInVain(Terms terms, Duration waited, BooleanSupplier clientIsGone) {
    if (terms.timeout().filter(limit -> waited.compareTo(limit) >= 0).isPresent()) {
      terms.cancellation().cancel();
      throw new DeadlineExceeded(waited);
    }
    if (clientIsGone.getAsBoolean()) {
      terms.cancellation().cancel();
      throw new RequestCancelled();
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(cause);
    };
  }
}

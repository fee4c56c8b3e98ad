package dev.fovea.service.similarity.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NodesTest {

  private static final URI A = URI.create("http://a:9200");
  private static final URI B = URI.create("http://b:9200");
  private static final URI C = URI.create("http://c:9200");

  private long nanos;
  private final Nodes nodes = new Nodes(List.of(A, B, C), () -> nanos);

  @Test
  void takesTurns() {
    assertThat(next(6)).containsExactly(A, B, C, A, B, C);
  }

  @Test
  void leavesASilentNodeOutUntilItAnswers() {
    nodes.didNotAnswer(B);
    assertThat(next(6)).containsOnly(A, C);
    nodes.answered(B);
    assertThat(next(3)).contains(B);
  }

  @Test
  void asksASilentNodeAgainOnceInAWhile() {
    nodes.didNotAnswer(B);
    nanos += 10_000_000_000L;
    assertThat(next(30)).containsOnlyOnce(B);
    nanos += 10_000_000_000L;
    assertThat(next(30)).containsOnlyOnce(B);
  }

  @Test
  void asksAllOfThemWhenNoneAnswers() {
    Stream.of(A, B, C).forEach(nodes::didNotAnswer);
    assertThat(next(3)).containsExactlyInAnyOrder(A, B, C);
  }

  private List<URI> next(int requests) {
    return Stream.generate(nodes::next).limit(requests).toList();
  }
}

package dev.fovea.service.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingQueueTest {

  private final WaitingQueue<String> queue =
      new WaitingQueue<>(20, request -> request.startsWith("dead"));

  @Test
  void keepsTheOrderWithinAClass() {
    offer(Urgency.INTERACTIVE, "a", "b", "c");
    assertThat(drain()).containsExactly("a", "b", "c");
  }

  @Test
  void takesInteractiveBeforeBulk() {
    offer(Urgency.BULK, "bulk");
    offer(Urgency.INTERACTIVE, "a", "b");
    assertThat(drain()).containsExactly("a", "b", "bulk");
  }

  @Test
  void givesBulkEveryEighthTurn() {
    offer(Urgency.BULK, "x", "y");
    offer(Urgency.INTERACTIVE, "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(drain()).containsExactly("1", "2", "3", "4", "5", "6", "7", "x", "8", "9", "y");
  }

  @Test
  void peeksAtWhatItWillGive() {
    offer(Urgency.BULK, "x");
    offer(Urgency.INTERACTIVE, "1");
    assertThat(queue.peek()).hasValue("1");
    assertThat(queue.poll()).hasValue("1");
    assertThat(queue.peek()).hasValue("x");
  }

  @Test
  void refusesWhatDoesNotFit() {
    WaitingQueue<String> small = new WaitingQueue<>(2, _ -> false);
    assertThat(small.offer("a", Urgency.INTERACTIVE)).isTrue();
    assertThat(small.offer("b", Urgency.BULK)).isTrue();
    assertThat(small.offer("c", Urgency.INTERACTIVE)).isFalse();
    assertThat(small.size()).isEqualTo(2);
  }

  @Test
  void purgesTheDeadOfBothClasses() {
    offer(Urgency.INTERACTIVE, "a", "dead 1");
    offer(Urgency.BULK, "dead 2", "b");
    assertThat(queue.purge()).containsExactly("dead 1", "dead 2");
    assertThat(drain()).containsExactly("a", "b");
  }

  private void offer(Urgency urgency, String... requests) {
    for (String request : requests) {
      assertThat(queue.offer(request, urgency)).isTrue();
    }
  }

  private List<String> drain() {
    List<String> drained = new ArrayList<>();
    while (queue.size() > 0) {
      drained.add(queue.poll().orElseThrow());
    }
    return drained;
  }
}

package dev.fovea.service.similarity.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortlistTest {

  @Test
  void keepsTheBestAndAllThatEqualTheLastOfThem() {
    Shortlist list = new Shortlist(2);
    float[] scores = {0.1f, 0.5f, 0.3f, 0.5f, 0.4f, 0.5f};
    for (int doc = 0; doc < scores.length; doc++) {
      list.add(doc, scores[doc]);
    }

    assertThat(list.docs()).containsExactly(1, 3, 5);
  }

  @Test
  void keepsWhatFullPrecisionCouldOrderOtherwise() {
    Shortlist list = new Shortlist(1);
    list.add(0, 0.5f);
    list.add(1, 0.499999f);
    list.add(2, 0.4999f);

    assertThat(list.docs()).containsExactly(0, 1);
  }

  @Test
  void joinsTheListsOfSeveralTasks() {
    Shortlist first = new Shortlist(2);
    first.add(9, 0.9f);
    first.add(1, 0.1f);
    Shortlist second = new Shortlist(2);
    second.add(4, 0.4f);
    second.add(8, 0.8f);
    Shortlist all = new Shortlist(2);
    all.addAll(first);
    all.addAll(second);

    assertThat(all.docs()).containsExactly(8, 9);
  }

  @Test
  void keepsAllWhileThereAreFewerThanWanted() {
    Shortlist list = new Shortlist(10);
    list.add(3, 0);
    list.add(1, 1);

    assertThat(list.docs()).containsExactly(1, 3);
  }
}

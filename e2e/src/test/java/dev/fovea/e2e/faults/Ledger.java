package dev.fovea.e2e.faults;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a collection may hold, from what it was asked for and what it acknowledged. Each image is in
 * one of its possible states: a request adds one, an acknowledgement leaves only that one. A state
 * is the number of the picture, or empty for an image that is not stored. One writer at a time for
 * each image.
 */
final class Ledger {

  private static final Set<Optional<Long>> ABSENT = Set.of(Optional.empty());

  private final Map<String, Set<Optional<Long>>> states = new ConcurrentHashMap<>();

  /** Says that an image was asked to become so. */
  void asked(String id, Optional<Long> wanted) {
    states.merge(id, with(ABSENT, wanted), (known, _) -> with(known, wanted));
  }

  /** Says that an image is so, as it was acknowledged or seen. */
  void is(String id, Optional<Long> state) {
    states.put(id, Set.of(state));
  }

  /** Returns the states an image may be in. */
  Set<Optional<Long>> possible(String id) {
    return states.getOrDefault(id, ABSENT);
  }

  /** Returns all images ever asked for. */
  Set<String> ids() {
    return states.keySet();
  }

  /** Returns the images that are certainly stored, with their pictures. */
  Map<String, Long> stored() {
    return states.entrySet().stream()
        .filter(each -> each.getValue().size() == 1)
        .flatMap(each ->
            each.getValue().iterator().next().stream()
                .map(number -> Map.entry(each.getKey(), number)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns how many images may be in more than one state. */
  long doubtful() {
    return states.values().stream().filter(each -> each.size() > 1).count();
  }

  private static Set<Optional<Long>> with(Set<Optional<Long>> known, Optional<Long> further) {
    return Stream.concat(known.stream(), Stream.of(further)).collect(Collectors.toSet());
  }
}

package io.tongqiao.version;

import io.tongqiao.journal.SystemChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one system in the order in which they come into force, those that were called off
 * left out.
 */
final class Course {

  private final List<SystemChange> past = new ArrayList<>();
  private final List<SystemChange> coming = new ArrayList<>();

  /**
   * Looks at changes from a moment.
   *
   * @param changes of one system, in the order of coming into force
   */
  Course(List<SystemChange> changes, Instant now) {
    for (SystemChange change : changes) {
      if (!change.withdrawn()) {
        (change.from().isAfter(now) ? coming : past).add(change);
      }
    }
  }

  /** What is in force. */
  Optional<SystemChange> inForce() {
    return past.isEmpty() ? Optional.empty() : Optional.of(past.get(past.size() - 1));
  }

  /** What is to come, the next one first. */
  List<SystemChange> coming() {
    return List.copyOf(coming);
  }

  /** The other version that was in force before this one. */
  Optional<SystemChange> before() {
    for (int i = past.size() - 2; i >= 0; i--) {
      if (past.get(i).version() != past.get(past.size() - 1).version()) {
        return Optional.of(past.get(i));
      }
    }
    return Optional.empty();
  }

  /** Digests of what is understood at the doors beside the version in force. */
  List<String> beside(Instant now) {
    var digests = new ArrayList<>(coming.stream().map(SystemChange::digest).toList());
    if (inForce().filter(change -> now.isBefore(change.doorsUntil())).isPresent()) {
      before().ifPresent(change -> digests.add(change.digest()));
    }
    inForce().ifPresent(change -> digests.removeIf(change.digest()::equals));
    return digests.stream().distinct().toList();
  }
}

package io.tongqiao.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviours that one system still has in store, in the order of asking. Thread-safe. */
final class Mood {

  private final List<Misbehaviour> store = new ArrayList<>();

  synchronized void ask(Misbehaviour misbehaviour) {
    store.add(misbehaviour);
  }

  synchronized void behave() {
    store.clear();
  }

  /**
   * Uses one up, if there is one for the operation.
   *
   * @param byName whether it misbehaves by name only, as logins and downloads do
   */
  synchronized Optional<Misbehaviour> take(String operation, boolean byName) {
    for (int i = 0; i < store.size(); i++) {
      Misbehaviour next = store.get(i);
      boolean any = next.operation().isEmpty() && !byName;
      if (any || next.operation().equals(operation)) {
        if (next.times() == 1) {
          store.remove(i);
        } else {
          store.set(i, next.times(next.times() - 1));
        }
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }
}

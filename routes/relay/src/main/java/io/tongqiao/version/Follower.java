package io.tongqiao.version;

import io.tongqiao.dialect.Dialect;
import java.util.Optional;

/**
 * Whoever makes something of a system's folder that stands longer than one message: a route, a
 * queue, a gate, a door that looks by itself. When another version comes into force, first all
 * {@link #prepare}, then the catalogue has it, then all {@link #follow}; and when what was on its
 * way in the old version has ended, all {@link #leave} that.
 */
public interface Follower {

  /**
   * Makes ready what messages need that are spoken in this version. The version in force goes on
   * undisturbed; another version may come instead of this one.
   *
   * @throws Exception when it cannot be made; then this version does not come into force
   */
  default void prepare(Dialect next) throws Exception {
    // nothing is needed
  }

  /** Goes over to the version that is in force now; must not fail. */
  default void follow(Dialect now, Optional<Dialect> before) {
    // nothing stands
  }

  /** Nothing is on its way any more in a version that has been left. */
  default void leave(Dialect before) {
    // nothing is held
  }
}

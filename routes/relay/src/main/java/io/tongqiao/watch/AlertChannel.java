package io.tongqiao.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A way of telling people. */
interface AlertChannel {

  /** As it stands in the journal. */
  String name();

  /**
   * How long it says nothing more of a rule after it has said something; zero says each at once.
   */
  default Duration window() {
    return Duration.ZERO;
  }

  /**
   * Tells them.
   *
   * @param notices of one rule; without a window, one
   * @throws IOException when it is not known to have arrived; it is told again
   */
  void tell(List<AlertJournal.Notice> notices) throws IOException, InterruptedException;
}

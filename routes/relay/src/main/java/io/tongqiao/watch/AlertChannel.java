package io.tongqiao.watch;

import java.io.IOException;

/** A way of telling people. */
interface AlertChannel {

  /** As it stands in the journal. */
  String name();

  /**
   * Tells them.
   *
   * @throws IOException when it is not known to have arrived; it is told again
   */
  void tell(AlertJournal.Notice notice) throws IOException, InterruptedException;
}

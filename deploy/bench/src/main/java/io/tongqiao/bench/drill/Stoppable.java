package io.tongqiao.bench.drill;

import java.io.IOException;

/** Something of a run that has to be ended. Ending it again does nothing. */
interface Stoppable {

  /** Ends it and waits until it has ended. */
  void stop() throws IOException, InterruptedException;
}

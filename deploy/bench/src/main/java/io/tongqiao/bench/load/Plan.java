package io.tongqiao.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a run was asked for. */
record Plan(
    Path serverJar,
    Path ownJar,
    Path systems,
    Path home,
    Duration warm,
    Duration measured,
    int consumers,
    int connections,
    int inFlight,
    int events,
    List<Integer> sizes,
    boolean profiled,
    boolean quick) {

  private static final int KILO = 1024;

  /** Bytes of a size given in KB. */
  static int bytes(int kilobytes) {
    return kilobytes * KILO;
  }
}

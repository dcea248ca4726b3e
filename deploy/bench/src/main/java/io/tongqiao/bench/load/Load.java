package io.tongqiao.bench.load;

import java.net.URI;
import java.time.Duration;

/**
 * What is sent in one stage, and how.
 *
 * @param door where messages go
 * @param key bearer token for it; empty for none
 * @param workload the messages
 * @param connections how many send at once
 * @param inFlight closed model: most messages sent and not yet at the sinks; 0 when delivery is not
 *     waited for
 * @param rate open model: messages a second, whatever the answers; 0 for the closed model
 * @param sinks how many sinks must have each message; 0 when none will
 * @param warm before anything is counted
 * @param measured while it is counted
 */
record Load(
    URI door,
    String key,
    Workload workload,
    int connections,
    int inFlight,
    double rate,
    int sinks,
    Duration warm,
    Duration measured) {

  Load with(Workload other) {
    return new Load(door, key, other, connections, inFlight, rate, sinks, warm, measured);
  }

  Load warming(Duration other) {
    return new Load(door, key, workload, connections, inFlight, rate, sinks, other, measured);
  }

  /** The same for a shorter time: a fast receiver would fill the ledger. */
  Load measuredAtMost(Duration most) {
    Duration shorter = measured.compareTo(most) < 0 ? measured : most;
    return new Load(door, key, workload, connections, inFlight, rate, sinks, warm, shorter);
  }

  /** The same at a fixed rate, with connections enough that slow answers do not hold it up. */
  Load open(double fixed) {
    return new Load(door, key, workload, connections * 4, 0, fixed, sinks, warm, measured);
  }

  /** The same, which that many sinks must have. */
  Load to(int others) {
    return new Load(door, key, workload, connections, inFlight, rate, others, warm, measured);
  }

  /** The same without waiting for sinks. */
  Load undelivered() {
    return new Load(door, key, workload, connections, 0, rate, 0, warm, measured);
  }
}

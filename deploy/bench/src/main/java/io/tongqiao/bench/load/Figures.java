package io.tongqiao.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a stage gave.
 *
 * @param accepted messages answered 2xx, a second
 * @param delivered messages at the sinks, each counted once a sink, a second
 * @param errors refused or unanswered, over the whole stage
 * @param doubled second arrivals at one sink, over the whole stage
 * @param missing accepted and not at the sinks a while after the last was sent
 * @param door time from when a message should have been sent to its answer
 * @param endToEnd time from when it should have been sent to its arrival at the last sink
 * @param cpuMicros CPU time of the measured program for each accepted message; 0 when not known
 * @param others cores that programs outside the measurement took meanwhile
 */
record Figures(
    double accepted,
    double delivered,
    long errors,
    long doubled,
    long missing,
    Percentiles door,
    Percentiles endToEnd,
    double cpuMicros,
    double others) {

  /** Milliseconds below which that share of the values lies. */
  record Percentiles(double p50, double p90, double p99, double p999, double max) {

    static Percentiles of(Histogram micros) {
      return new Percentiles(
          millis(micros.getValueAtPercentile(50)),
          millis(micros.getValueAtPercentile(90)),
          millis(micros.getValueAtPercentile(99)),
          millis(micros.getValueAtPercentile(99.9)),
          millis(micros.getMaxValue()));
    }

    private static double millis(long micros) {
      return micros / 1000.0;
    }
  }

  /** Figures of a program that has no door: only what it relayed. */
  static Figures relayed(double rate, double others) {
    var none = new Percentiles(0, 0, 0, 0, 0);
    return new Figures(0, rate, 0, 0, 0, none, none, 0, others);
  }
}

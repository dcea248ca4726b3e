/**
 * The load driver: sends cases, counts what arrives, and compares. Driver and sink share one
 * process and one clock, and cost as little as they can: they share the machine with what they
 * measure.
 */
package io.tongqiao.bench.load;

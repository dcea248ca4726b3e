/**
 * Watching: metrics, traces, and alerts of what goes on. Counts and asks; it moves no message and
 * holds none up. Copies of the journal are made here, too. No personal data comes here: labels are
 * ids of systems, doors and rules.
 */
package io.tongqiao.watch;

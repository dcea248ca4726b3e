package io.tongqiao.bench.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How a drill is to run.
 *
 * @param kills how often the server is killed
 * @param postgres whether the journal is a PostgreSQL of its own, which is taken away as well
 * @param disk whether a small disk is to be filled, where that is allowed
 * @param folder where data, ledgers and logs of the run are kept
 * @param senders how many cases are handed over at once
 * @param patience how long nothing may move before the wait for deliveries is given up
 */
record DrillSettings(
    int cases,
    int kills,
    boolean postgres,
    long seed,
    boolean disk,
    Path serverJar,
    Path simulatorJar,
    Path systems,
    Set<String> only,
    Path folder,
    int senders,
    Duration patience) {}

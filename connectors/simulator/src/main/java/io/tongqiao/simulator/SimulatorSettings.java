package io.tongqiao.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What a simulator is started with.
 *
 * @param systems directory of system folders
 * @param port port on 127.0.0.1; 0 for any free one
 * @param out file to write the endpoints to, as Java properties
 * @param relay base address of the relay whose doors are called; without it no HTTP door is called
 * @param keys directory with one file a system, named by its id and holding its key for the relay's
 *     doors; read at every use
 * @param broker AMQP 1.0 address of the broker, {@code amqp://host:port}; without it no queue is
 *     read or written
 * @param secrets directory with one file a secret; missing ones are made; without it they are kept
 *     in memory
 * @param ledger file that gets a JSON line for each entry, on disk before the caller gets its
 *     answer; read back at start
 * @param only ids of the folders to play; empty for all
 * @param clock the simulator's time
 */
public record SimulatorSettings(
    Path systems,
    int port,
    Optional<Path> out,
    Optional<URI> relay,
    Optional<Path> keys,
    Optional<URI> broker,
    Optional<Path> secrets,
    Optional<Path> ledger,
    Set<String> only,
    Clock clock) {

  /** Copies the ids. */
  public SimulatorSettings {
    only = Set.copyOf(only);
  }

  /** All folders of a directory, on any free port, without relay and broker. */
  public static SimulatorSettings of(Path systems) {
    Optional<Path> none = Optional.empty();
    return new SimulatorSettings(
        systems,
        0,
        none,
        Optional.empty(),
        none,
        Optional.empty(),
        none,
        none,
        Set.of(),
        Clock.systemUTC());
  }

  /** The same on a port. */
  public SimulatorSettings withPort(int value) {
    return new SimulatorSettings(
        systems, value, out, relay, keys, broker, secrets, ledger, only, clock);
  }

  /** The same with a file for the endpoints. */
  public SimulatorSettings withOut(Path value) {
    return new SimulatorSettings(
        systems, port, Optional.of(value), relay, keys, broker, secrets, ledger, only, clock);
  }

  /** The same with a relay and the directory of the keys that it has issued. */
  public SimulatorSettings withRelay(URI value, Path keyDirectory) {
    return new SimulatorSettings(
        systems,
        port,
        out,
        Optional.of(value),
        Optional.of(keyDirectory),
        broker,
        secrets,
        ledger,
        only,
        clock);
  }

  /** The same with a directory of keys. */
  public SimulatorSettings withKeys(Path value) {
    return new SimulatorSettings(
        systems, port, out, relay, Optional.of(value), broker, secrets, ledger, only, clock);
  }

  /** The same with a broker. */
  public SimulatorSettings withBroker(URI value) {
    return new SimulatorSettings(
        systems, port, out, relay, keys, Optional.of(value), secrets, ledger, only, clock);
  }

  /** The same with a directory of secrets. */
  public SimulatorSettings withSecrets(Path value) {
    return new SimulatorSettings(
        systems, port, out, relay, keys, broker, Optional.of(value), ledger, only, clock);
  }

  /** The same with a ledger file. */
  public SimulatorSettings withLedger(Path value) {
    return new SimulatorSettings(
        systems, port, out, relay, keys, broker, secrets, Optional.of(value), only, clock);
  }

  /** The same for some folders only. */
  public SimulatorSettings withOnly(Set<String> value) {
    return new SimulatorSettings(
        systems, port, out, relay, keys, broker, secrets, ledger, value, clock);
  }

  /** The same with a time of its own. */
  public SimulatorSettings withClock(Clock value) {
    return new SimulatorSettings(
        systems, port, out, relay, keys, broker, secrets, ledger, only, value);
  }
}

package io.tongqiao.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a simulator from the command line and runs until it is stopped. */
@Command(
    name = "tongqiao-simulator",
    mixinStandardHelpOptions = true,
    description = "Plays the other side of every system folder, from its samples.")
public final class SimulatorMain implements Callable<Integer> {

  @Option(names = "--systems", required = true, description = "directory of system folders")
  private Path systems = Path.of("");

  @Option(names = "--port", description = "port on 127.0.0.1; 0, the default, for any free one")
  private int port;

  @Option(names = "--out", description = "file to write the endpoints to, as Java properties")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--relay", description = "base address of the relay, to call its doors")
  private Optional<URI> relay = Optional.empty();

  @Option(names = "--keys", description = "directory of the relay's keys, one file a system")
  private Optional<Path> keys = Optional.empty();

  @Option(names = "--broker", description = "amqp://host:port, to read and write queues")
  private Optional<URI> broker = Optional.empty();

  @Option(names = "--secrets", description = "directory of secrets; missing ones are made")
  private Optional<Path> secrets = Optional.empty();

  @Option(names = "--ledger", description = "file that gets a JSON line for each entry")
  private Optional<Path> ledger = Optional.empty();

  @Option(names = "--only", split = ",", description = "ids of the only folders to play")
  private Set<String> only = Set.of();

  @Option(names = "--quiet", description = "no line about the start, warnings only")
  private boolean quiet;

  /** Runs until the process is stopped. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulatorMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    // shorter than any server keeps an idle connection, so that no call goes into a closed one
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    System.setProperty("org.apache.cxf.Logger", "org.apache.cxf.common.logging.Slf4jLogger");
    System.setProperty("org.slf4j.simpleLogger.log.io.tongqiao.simulator", quiet ? "warn" : "info");
    // the brokers tell of every connection and channel
    System.setProperty("org.slf4j.simpleLogger.log.qpid", "warn");
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.activemq", "warn");
    var settings =
        new SimulatorSettings(
            systems, port, out, relay, keys, broker, secrets, ledger, only, Clock.systemUTC());
    try (Simulator simulator = Simulator.start(settings)) {
      if (!quiet) {
        System.out.println("simulator.url=" + simulator.url());
      }
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
      stopped.await();
    }
    return 0;
  }
}

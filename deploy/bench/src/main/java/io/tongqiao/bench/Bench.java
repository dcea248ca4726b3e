package io.tongqiao.bench;

import io.tongqiao.bench.baseline.BrokerCommand;
import io.tongqiao.bench.baseline.PlainCommand;
import io.tongqiao.bench.load.LoadCommand;
import io.tongqiao.bench.translation.FamilyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of this module. */
@Command(
    name = "tongqiao-bench",
    mixinStandardHelpOptions = true,
    subcommands = {LoadCommand.class, BrokerCommand.class, PlainCommand.class, FamilyCommand.class})
public final class Bench {

  private Bench() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }
}

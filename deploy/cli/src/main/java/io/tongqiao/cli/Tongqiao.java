package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The operators' command. Exit codes: 0 all well, 1 something was found wrong, 2 wrong use. What it
 * prints is UTF-8, whatever the locale.
 */
@Command(
    name = "tongqiao",
    mixinStandardHelpOptions = true,
    version = "tongqiao 0.1.0",
    description = "通桥运维命令（Tongqiao operations）。")
public final class Tongqiao implements Runnable {

  @Spec private CommandSpec spec;

  private Tongqiao() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine command = commands(Clock.system(ZoneOffset.ofHours(8)));
    command.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
    System.exit(command.execute(arguments));
  }

  /** The command with all that stand under it. */
  static CommandLine commands(Clock clock) {
    var system =
        new CommandLine(new SystemCommands())
            .addSubcommand(new SystemCheck())
            .addSubcommand(new SystemNew())
            .addSubcommand(new SystemShow())
            .addSubcommand(new SystemTest())
            .addSubcommand(new SystemVersions.Listing())
            .addSubcommand(new SystemVersions.Deploy())
            .addSubcommand(new SystemVersions.RollBack())
            .addSubcommand(new SystemVersions.Withdraw());
    return new CommandLine(new Tongqiao())
        .addSubcommand(system)
        .addSubcommand(new CaseCommands())
        .addSubcommand(new LaneCommands())
        .addSubcommand(new DeliveryCommands())
        .addSubcommand(new CommandLine(new MessageCommands()).addSubcommand(new ReplayCommands()))
        .addSubcommand(new PullCommands())
        .addSubcommand(new TaskCommands(System.in))
        .addSubcommand(new UserCommands())
        .addSubcommand(new TokenCommands())
        .addSubcommand(new KeyCommands())
        .addSubcommand(new AuditCommands())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new BackupCommand())
        .addSubcommand(new DemoCommand(clock))
        .addSubcommand(new GenerateCompletion())
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              commandLine.getErr().println("出错：" + Failures.words(failure));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令");
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), UTF_8), true);
  }
}

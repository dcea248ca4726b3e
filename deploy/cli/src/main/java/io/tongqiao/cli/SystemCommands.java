package io.tongqiao.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with system folders. */
@Command(name = "system", mixinStandardHelpOptions = true, description = "系统文件夹（system folders）。")
final class SystemCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：check");
  }
}

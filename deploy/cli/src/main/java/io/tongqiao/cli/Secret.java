package io.tongqiao.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Passwords, tokens, and what else only its owner may read. */
final class Secret {

  private Secret() {}

  /** What stands in a file. */
  static String read(CommandSpec spec, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "读不到文件 " + file + "：核对路径和权限");
    }
    return Files.readString(file).strip();
  }

  /** What a person types, unseen; newer JDKs have a console without a terminal, at its end. */
  @SuppressWarnings("SystemConsoleNull")
  static String ask(CommandSpec spec, String prompt) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new ParameterException(spec.commandLine(), "这里不能输入密码：在终端里运行，或把密码放进文件，用选项给出文件");
    }
    return String.valueOf(typed);
  }

  /** Writes a file that only its owner can read. */
  static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}

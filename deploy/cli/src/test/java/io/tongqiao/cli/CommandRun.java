package io.tongqiao.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** What a command line gave: exit code, and what was printed. */
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    Clock clock = Clock.fixed(Instant.parse("2026-03-16T00:30:00Z"), ZoneOffset.ofHours(8));
    CommandLine command = Tongqiao.commands(clock);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(arguments);
    command.getOut().flush();
    command.getErr().flush();
    return new CommandRun(code, out.toString(), err.toString());
  }
}

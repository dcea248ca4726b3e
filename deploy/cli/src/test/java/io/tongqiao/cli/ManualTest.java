package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the manual tells people to type is what the command takes. */
class ManualTest {

  /** A command by itself on a line, or in back quotes. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ {4}|`)(?:sudo )?tongqiao ([a-z][^`#\\n]*)");

  /** Commands that the table of repairs gives without their first word. */
  private static final Pattern REPAIR =
      Pattern.compile("`((?:delivery|lane|message) [a-z]+ [^`]*)`");

  @Test
  void commands_ofTheManual_areUnderstood() throws IOException {
    String manual = Files.readString(Path.of("../manual/README.md"));
    List<String> commands = new ArrayList<>();
    for (Pattern pattern : List.of(COMMAND, REPAIR)) {
      Matcher found = pattern.matcher(manual);
      while (found.find()) {
        commands.add(found.group(1).strip());
      }
    }
    assertThat(commands).hasSizeGreaterThan(20);
    for (String command : commands) {
      String[] words = command.replaceAll("<[^>]*>", "x").split("\\s+");
      assertThatCode(() -> Tongqiao.commands(Clock.systemUTC()).parseArgs(words))
          .as(command)
          .doesNotThrowAnyException();
    }
  }
}

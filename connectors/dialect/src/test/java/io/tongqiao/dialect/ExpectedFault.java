package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A fault that the checker must find.
 *
 * @param file the file that it names
 * @param text the first line that holds it is the line; without a text, the fault has no line
 * @param message part of what it says
 */
record ExpectedFault(String file, String text, String message) {

  private static final Checker CHECKER = new Checker();

  void assertFoundIn(Folder folder) {
    List<Fault> faults = CHECKER.check(folder);
    assertThat(faults)
        .as("%s", faults)
        .anySatisfy(
            fault -> {
              assertThat(fault.file()).isEqualTo(file);
              assertThat(fault.line()).isEqualTo(line(folder));
              assertThat(fault.message()).contains(message);
              assertThat(fault.fix()).isNotBlank();
            });
  }

  private int line(Folder folder) {
    return text.isEmpty() ? 0 : lineOf(folder.text(file).orElseThrow().split("\n", -1));
  }

  private int lineOf(String[] lines) {
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains(text)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(file + " does not hold: " + text);
  }
}

package io.tongqiao.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.console.page.Difference.Row;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts side by side. */
class DifferenceTest {

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void line_thatIsChanged_standsBesideTheOther_withThreeLinesAround() {
    assertThat(Difference.of(lines(1, 20), lines(1, 9) + "zehn\n" + lines(11, 20)))
        .containsExactly(
            new Row("…", 0, "6", 0, ""),
            new Row("=", 7, "7", 7, "7"),
            new Row("=", 8, "8", 8, "8"),
            new Row("=", 9, "9", 9, "9"),
            new Row("~", 10, "10", 10, "zehn"),
            new Row("=", 11, "11", 11, "11"),
            new Row("=", 12, "12", 12, "12"),
            new Row("=", 13, "13", 13, "13"),
            new Row("…", 0, "7", 0, ""));
  }

  @Test
  void lines_thatAreGoneOrNew_haveNoNumberOnTheOtherSide() {
    assertThat(Difference.of("a\nb\n", "b\n<c>\n"))
        .containsExactly(
            new Row("-", 1, "a", 0, ""),
            new Row("=", 2, "b", 1, "b"),
            new Row("+", 0, "", 2, "<c>"));
  }

  @Test
  void texts_thatAreAlike_haveNothingToShowButTheirLength() {
    assertThat(Difference.of("a\nb\n", "a\nb\n")).containsExactly(new Row("…", 0, "2", 0, ""));
  }
}

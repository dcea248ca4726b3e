package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void width_chineseAndFullWidthPunctuation_countTwice() {
    assertThat(Table.width("办件 a")).isEqualTo(6);
    assertThat(Table.width("（一）")).isEqualTo(6);
    assertThat(Table.width("𠮷")).isEqualTo(2);
  }

  @Test
  void text_rowsOfDifferentWidth_areAligned() {
    var table = new Table(List.of("系统", "毫秒"));
    table.row(List.of("省一窗", "5"));
    table.row(List.of("abc", "1234"));

    assertThat(table.text().lines())
        .containsExactly("系统    毫秒", "------  ----", "省一窗     5", "abc     1234");
  }

  @Test
  void text_note_standsUnderItsRow() {
    var table = new Table(List.of("a"));
    table.row(List.of("1"));
    table.note("原因：x");
    table.row(List.of("2"));

    assertThat(table.text().lines()).containsExactly("a", "-", "1", "  原因：x", "2");
  }
}

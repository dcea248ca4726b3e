package io.tongqiao.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table for a terminal, where a Chinese character is as wide as two others. */
final class Table {

  private static final String GAP = "  ";

  /** A row, or a note under one. */
  private record Line(List<String> cells, String note) {}

  private final List<String> head;
  private final List<Line> lines = new ArrayList<>();

  Table(List<String> head) {
    this.head = head;
  }

  void row(List<String> cells) {
    lines.add(new Line(cells, ""));
  }

  /** A line of its own under the last row. */
  void note(String text) {
    lines.add(new Line(List.of(), text));
  }

  /** The lines, without the last line break; the last column is aligned to the right. */
  String text() {
    var text = new ArrayList<String>();
    List<Integer> widths = widths();
    text.add(line(head, widths));
    text.add(line(widths.stream().map("-"::repeat).toList(), widths));
    for (Line line : lines) {
      text.add(line.cells().isEmpty() ? GAP + line.note() : line(line.cells(), widths));
    }
    return String.join(System.lineSeparator(), text);
  }

  private List<Integer> widths() {
    var widths = new ArrayList<>(Collections.nCopies(head.size(), 0));
    var rows = new ArrayList<>(List.of(head));
    lines.stream().map(Line::cells).forEach(rows::add);
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), width(row.get(i))));
      }
    }
    return widths;
  }

  private static String line(List<String> cells, List<Integer> widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      boolean last = i == cells.size() - 1;
      String space = " ".repeat(widths.get(i) - width(cells.get(i)));
      line.append(last ? space + cells.get(i) : cells.get(i) + space + GAP);
    }
    return line.toString();
  }

  /** Columns that a text takes. */
  static int width(String text) {
    return text.codePoints().map(point -> wide(point) ? 2 : 1).sum();
  }

  /** East Asian wide and full-width characters (Unicode Standard Annex 11), the blocks in use. */
  private static boolean wide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0xA4CF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF00 && point <= 0xFF60)
        || (point >= 0xFFE0 && point <= 0xFFE6)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }
}

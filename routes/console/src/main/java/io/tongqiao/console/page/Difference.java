package io.tongqiao.console.page;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRow.Tag;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;

/** Two texts side by side, line by line; what is alike is left out but for a few lines around. */
final class Difference {

  private static final int AROUND = 3;

  private Difference() {}

  /**
   * A row.
   *
   * @param sign {@code =}, {@code -}, {@code +}, {@code ~} for changed, {@code …} for lines left
   *     out
   * @param leftNo line in the left text; 0 for none
   */
  public record Row(String sign, int leftNo, String left, int rightNo, String right) {}

  /** The rows of two texts. */
  static List<Row> of(String left, String right) {
    List<DiffRow> all =
        DiffRowGenerator.create()
            .lineNormalizer(line -> line)
            .build()
            .generateDiffRows(left.lines().toList(), right.lines().toList());
    List<Row> rows = new ArrayList<>();
    int leftNo = 0;
    int rightNo = 0;
    int hidden = 0;
    for (int i = 0; i < all.size(); i++) {
      DiffRow row = all.get(i);
      leftNo += row.getTag() == Tag.INSERT ? 0 : 1;
      rightNo += row.getTag() == Tag.DELETE ? 0 : 1;
      if (!near(all, i)) {
        hidden++;
        continue;
      }
      hidden = flush(rows, hidden);
      rows.add(row(row, leftNo, rightNo));
    }
    flush(rows, hidden);
    return rows;
  }

  private static int flush(List<Row> rows, int hidden) {
    if (hidden > 0) {
      rows.add(new Row("…", 0, Integer.toString(hidden), 0, ""));
    }
    return 0;
  }

  private static boolean near(List<DiffRow> all, int at) {
    return all.subList(Math.max(0, at - AROUND), Math.min(all.size(), at + AROUND + 1)).stream()
        .anyMatch(row -> row.getTag() != Tag.EQUAL);
  }

  private static Row row(DiffRow row, int leftNo, int rightNo) {
    return switch (row.getTag()) {
      case EQUAL -> new Row("=", leftNo, row.getOldLine(), rightNo, row.getNewLine());
      case DELETE -> new Row("-", leftNo, row.getOldLine(), 0, "");
      case INSERT -> new Row("+", 0, "", rightNo, row.getNewLine());
      case CHANGE -> new Row("~", leftNo, row.getOldLine(), rightNo, row.getNewLine());
    };
  }
}

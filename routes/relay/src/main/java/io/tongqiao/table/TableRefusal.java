package io.tongqiao.table;

import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a row cannot be used, in one text for the column that has room for it. */
final class TableRefusal {

  private static final int FINDINGS = 3;

  private TableRefusal() {}

  static String of(Problem problem) {
    return Stream.concat(
            Stream.of(problem.detail()),
            problem.errors().stream().limit(FINDINGS).map(TableRefusal::words))
        .distinct()
        .collect(Collectors.joining("；"));
  }

  static String of(TranslationException e) {
    return words(e.finding());
  }

  private static String words(Finding finding) {
    return (finding.field() + " " + finding.message()).strip() + "。" + finding.fix();
  }
}

package io.tongqiao.console;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator asks of cases; a text is empty and a set has none for any.
 *
 * @param caseNo whole, or its first characters
 * @param applicant whole name or number
 * @param item its code (31 or 12), or its name in the catalogue
 * @param lanes states in which a delivery must be, to the system if one is named
 * @param from opened at this moment or later
 * @param to opened before
 * @param below where the page before said that it goes on
 */
public record CaseQuery(
    String caseNo,
    String applicant,
    String item,
    String system,
    Set<CaseState> states,
    Set<State> lanes,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Long> below,
    int limit) {

  /** The most cases of a page. */
  public static final int LARGEST = 200;

  /** How many there are on a page when nobody says. */
  public static final int USUAL = 50;

  /**
   * Where a list goes on.
   *
   * @param text as the page before has said; empty for the newest
   * @throws RefusedException when it is something else
   */
  public static Optional<Long> place(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("\\d{1,18}|[1-8]\\d{18}")) {
      var finding = new Finding("/next", "next 不是上一页给出的位置", "照上一页的 next 写，第一页不写");
      throw new RefusedException(Problem.of(Kind.INVALID, finding.message(), List.of(finding)));
    }
    return Optional.of(Long.parseLong(text));
  }
}

package io.tongqiao.console.page;

import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Rules;
import java.util.List;
import org.springframework.stereotype.Component;

/** What stands at the left of each page: those pages that the rules let one see. */
@Component
final class Navigation {

  /**
   * A row.
   *
   * @param text key of its text
   */
  record Row(String path, String text) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("/console/overview", "nav.overview"),
          new Row("/console/cases", "nav.cases"),
          new Row("/console/stuck", "nav.stuck"),
          new Row("/console/entry", "nav.entry"),
          new Row("/console/documents", "nav.documents"),
          new Row("/console/systems", "nav.systems"),
          new Row("/console/bench", "nav.bench"),
          new Row("/console/users", "nav.users"),
          new Row("/console/audit", "nav.audit"),
          new Row("/console/account", "nav.account"));

  private final Rules rules;

  Navigation(Rules rules) {
    this.rules = rules;
  }

  List<Row> of(Operator operator) {
    return ROWS.stream()
        .filter(row -> rules.allowed("GET", row.path).map(operator::isOneOf).orElse(false))
        .toList();
  }
}

package io.tongqiao.prerequisite;

import io.tongqiao.journal.Columns;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Answers that came as messages. */
@Repository
class AnswerJournal {

  /** An answer. */
  record Came(String system, String holding) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;

  AnswerJournal(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps a system's first answer to a question. */
  void add(String question, String system, String holding) {
    jdbc.update(
        "insert into pull_answer (question, system, holding, at) values (?, ?, ?, ?) on conflict do nothing",
        question,
        system,
        holding,
        Columns.at(clock.instant()));
  }

  /** Those of the questions that were answered. */
  Map<String, Came> find(List<String> questions) {
    Map<String, Came> found = new HashMap<>();
    jdbc.query(
        "select question, system, holding from pull_answer where question = any(?)",
        row -> {
          found.put(row.getString(1), new Came(row.getString(2), row.getString(3)));
        },
        Columns.texts(questions));
    return found;
  }
}

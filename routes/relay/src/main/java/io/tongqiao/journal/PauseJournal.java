package io.tongqiao.journal;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Systems that an operator has stopped. */
@Repository
public class PauseJournal {

  private final JdbcClient jdbc;
  private final Clock clock;

  PauseJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The reason by system. */
  public Map<String, String> all() {
    return jdbc
        .sql("select system, reason from system_pause")
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Stops a system; gives false when it was stopped already, and the first reason stays. */
  public boolean pause(String system, String actor, String reason) {
    return jdbc.sql(
                "insert into system_pause (system, actor, reason, at) values (?, ?, ?, ?) on conflict do nothing")
            .params(system, actor, Columns.cause(reason), Columns.at(clock.instant()))
            .update()
        > 0;
  }

  /** Lets a system go on; gives false when it was not stopped. */
  public boolean resume(String system) {
    return jdbc.sql("delete from system_pause where system = ?").param(system).update() > 0;
  }
}

package io.tongqiao.journal;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Hashes of the systems' keys. */
@Repository
public class KeyJournal {

  private final JdbcClient jdbc;
  private final Clock clock;

  KeyJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** System by the hash of its key. */
  public Map<String, String> systemsByHash() {
    return jdbc
        .sql("select key_hash, system from system_key")
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Keeps a system's first key. */
  public void add(String system, String hash) {
    jdbc.sql("insert into system_key (system, key_hash, issued_at) values (?, ?, ?)")
        .params(system, hash, Columns.at(clock.instant()))
        .update();
  }
}

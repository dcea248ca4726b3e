package io.tongqiao.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** System by the hash of its key, of the keys that are good. */
  public Map<String, String> systemsByHash() {
    return jdbc
        .sql("select key_hash, system from system_key where revoked_at is null")
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A key, by the first digits of its hash. */
  public record Key(String id, String system, Instant issuedAt) {}

  /** The good keys of all systems, those of a system in the order they were issued. */
  public List<Key> good() {
    return jdbc.sql(
            "select substring(key_hash, 1, 12), system, issued_at from system_key where revoked_at is null order by system, issued_at, key_hash")
        .query(
            (row, n) ->
                new Key(
                    row.getString(1),
                    row.getString(2),
                    Columns.instant(row, "issued_at").orElseThrow()))
        .list();
  }

  /** Systems that were ever given a key. */
  public Set<String> everIssued() {
    return Set.copyOf(
        jdbc.sql("select distinct system from system_key").query(String.class).list());
  }

  /** Keeps a key of a system. */
  public void add(String system, String hash) {
    jdbc.sql("insert into system_key (system, key_hash, issued_at) values (?, ?, ?)")
        .params(system, hash, Columns.at(clock.instant()))
        .update();
  }

  /** Makes a key of a system worthless; false when it has no such good key. */
  public boolean revoke(String system, String id) {
    return jdbc.sql(
                "update system_key set revoked_at = ? where system = ? and substring(key_hash, 1, 12) = ? and revoked_at is null")
            .params(Columns.at(clock.instant()), system, id)
            .update()
        > 0;
  }
}

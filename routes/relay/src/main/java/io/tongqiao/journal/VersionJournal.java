package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cause;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.FolderArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Versions of systems' folders, and which is in force when. Transactions are the caller's. */
@Repository
public class VersionJournal {

  private static final String CHANGES =
      "select c.id, c.system, c.version, v.digest, v.shipped, c.from_at, c.doors_until, c.actor,"
          + " c.reason, c.at, c.withdrawn_at from system_change c join system_version v on v.system"
          + " = c.system and v.version = c.version";

  private static final String VERSIONS =
      "select system, version, digest, shipped, actor, reason, at from system_version";

  private final JdbcClient jdbc;
  private final Clock clock;

  VersionJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All changes of all systems, those of one in the order in which they come into force. */
  public List<SystemChange> changes() {
    return jdbc.sql(CHANGES + " order by c.system, c.from_at, c.id")
        .query(VersionJournal::change)
        .list();
  }

  /** The same of one system. */
  public List<SystemChange> changes(String system) {
    return jdbc.sql(CHANGES + " where c.system = ? order by c.from_at, c.id")
        .param(system)
        .query(VersionJournal::change)
        .list();
  }

  private static SystemChange change(ResultSet row, int n) throws SQLException {
    return new SystemChange(
        row.getLong("id"),
        row.getString("system"),
        row.getInt("version"),
        row.getString("digest"),
        row.getBoolean("shipped"),
        instant(row, "from_at").orElseThrow(),
        instant(row, "doors_until").orElseThrow(),
        row.getString("actor"),
        row.getString("reason"),
        instant(row, "at").orElseThrow(),
        instant(row, "withdrawn_at").isPresent());
  }

  /** The versions of a system, the newest first. */
  public List<SystemVersion> versions(String system) {
    return jdbc.sql(VERSIONS + " where system = ? order by version desc")
        .param(system)
        .query(VersionJournal::version)
        .list();
  }

  private static SystemVersion version(ResultSet row, int n) throws SQLException {
    return new SystemVersion(
        row.getString("system"),
        row.getInt("version"),
        row.getString("digest"),
        row.getBoolean("shipped"),
        row.getString("actor"),
        row.getString("reason"),
        instant(row, "at").orElseThrow());
  }

  /** A version's files; empty when there is no such version. */
  public Optional<Folder> folder(String system, int version) {
    return folder("version = ?", system, version);
  }

  /** The files that have this digest; empty when there is no such version. */
  public Optional<Folder> folder(String system, String digest) {
    return folder("digest = ?", system, digest);
  }

  private Optional<Folder> folder(String which, String system, Object value) {
    return jdbc.sql("select version, archive from system_version where system = ? and " + which)
        .params(system, value)
        .query(
            (row, n) -> unpacked(system, "版本 " + row.getInt("version"), row.getString("archive")))
        .optional();
  }

  private static Folder unpacked(String system, String origin, String archive) {
    try {
      return FolderArchive.unpack(system, origin, Base64.getDecoder().decode(archive));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps a version, or finds it where it is kept already.
   *
   * @return its number
   */
  public int keep(Folder folder, boolean shipped, String actor, String reason) {
    String system = folder.id();
    String digest = folder.digest();
    Optional<Integer> known = number(system, digest);
    while (known.isEmpty()) {
      // another node may be giving the same number at this moment
      jdbc.sql(
              "insert into system_version (system, version, digest, shipped, archive, actor, reason,"
                  + " at) select ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ? from"
                  + " system_version where system = ? on conflict do nothing")
          .params(
              system,
              digest,
              shipped,
              Base64.getEncoder().encodeToString(FolderArchive.pack(folder)),
              actor,
              cause(reason),
              at(clock.instant()),
              system)
          .update();
      known = number(system, digest);
    }
    return known.get();
  }

  private Optional<Integer> number(String system, String digest) {
    return jdbc.sql("select version from system_version where system = ? and digest = ?")
        .params(system, digest)
        .query(Integer.class)
        .optional();
  }

  /** A version comes into force at a moment, which may be this one. */
  public void change(
      String system, int version, Instant from, Instant doorsUntil, String actor, String reason) {
    jdbc.sql(
            "insert into system_change (system, version, from_at, doors_until, actor, reason, at)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            system, version, at(from), at(doorsUntil), actor, cause(reason), at(clock.instant()))
        .update();
  }

  /** Calls off a change that has not come yet; false when there is none. */
  public boolean withdraw(long change) {
    return jdbc.sql(
                "update system_change set withdrawn_at = ? where id = ? and withdrawn_at is null and"
                    + " from_at > ?")
            .params(at(clock.instant()), change, at(clock.instant()))
            .update()
        > 0;
  }
}

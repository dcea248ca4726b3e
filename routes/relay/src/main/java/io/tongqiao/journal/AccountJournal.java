package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts of those who operate. Methods take part in the caller's transaction. */
@Repository
public class AccountJournal {

  private static final String ROW =
      "select name, display_name, service, password_hash, roles, scope, failures, locked_until, must_change, created_at, disabled_at, subject from account ";

  private final JdbcClient jdbc;
  private final Clock clock;

  AccountJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All of them, by name. */
  public List<Account> all() {
    return jdbc.sql(ROW + "order by name").query((row, n) -> account(row)).list();
  }

  /** An account by its name. */
  public Optional<Account> find(String name) {
    return jdbc.sql(ROW + "where name = ?").param(name).query((row, n) -> account(row)).optional();
  }

  /** The same, which nobody else changes until the transaction ends. */
  public Optional<Account> lock(String name) {
    return jdbc.sql(ROW + "where name = ? for update")
        .param(name)
        .query((row, n) -> account(row))
        .optional();
  }

  /** Adds one; false when there is one of that name. */
  public boolean add(Account account) {
    return jdbc.sql(
                "insert into account (name, display_name, service, password_hash, roles, scope, failures, must_change, created_at, subject) values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?) on conflict do nothing")
            .params(
                account.name(),
                account.displayName(),
                account.service(),
                account.passwordHash(),
                joined(account.roles()),
                joined(account.systems()),
                account.mustChange(),
                at(account.createdAt()),
                account.subject())
            .update()
        > 0;
  }

  /** Gives it other rights. */
  public void allow(String name, Collection<String> roles, Collection<String> systems) {
    jdbc.sql("update account set roles = ?, scope = ? where name = ?")
        .params(joined(roles), joined(systems), name)
        .update();
  }

  /** Gives whoever it is another name to be shown. */
  public void rename(String name, String displayName) {
    jdbc.sql("update account set display_name = ? where name = ?")
        .params(displayName, name)
        .update();
  }

  /** Gives it another password, and forgets that wrong ones were tried. */
  public void password(String name, String hash, boolean mustChange) {
    jdbc.sql(
            "update account set password_hash = ?, must_change = ?, failures = 0, locked_until = null where name = ?")
        .params(hash, mustChange, name)
        .update();
  }

  /** Notes how many wrong passwords were tried, and until when no more are looked at. */
  public void failed(String name, int failures, Optional<Instant> lockedUntil) {
    jdbc.sql("update account set failures = ?, locked_until = ? where name = ?")
        .params(failures, lockedUntil.map(Columns::at).orElse(null), name)
        .update();
  }

  /** Closes or opens an account. */
  public void disabled(String name, boolean disabled) {
    jdbc.sql("update account set disabled_at = ?, failures = 0, locked_until = null where name = ?")
        .params(disabled ? at(clock.instant()) : null, name)
        .update();
  }

  private static String joined(Collection<String> values) {
    return String.join(",", new TreeSet<>(values));
  }

  private static SortedSet<String> split(String joined) {
    return joined.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(joined.split(",")));
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getString("name"),
        row.getString("display_name"),
        row.getBoolean("service"),
        row.getString("password_hash"),
        split(row.getString("roles")),
        split(row.getString("scope")),
        row.getInt("failures"),
        instant(row, "locked_until"),
        row.getBoolean("must_change"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "disabled_at"),
        row.getString("subject"));
  }
}

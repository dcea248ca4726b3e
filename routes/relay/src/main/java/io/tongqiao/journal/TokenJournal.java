package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Hashes of the tokens of accounts. */
@Repository
public class TokenJournal {

  private static final String GOOD =
      " revoked_at is null and (expires_at is null or expires_at > ?)";

  private final JdbcClient jdbc;
  private final Clock clock;

  TokenJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A token that is good.
   *
   * @param id the first digits of its hash
   * @param label what it is for, in its owner's words
   */
  public record Token(
      String id, String account, String label, Instant issuedAt, Optional<Instant> expiresAt) {}

  /** The account that a good token is of. */
  public Optional<String> account(String hash) {
    return jdbc.sql("select account from account_token where token_hash = ? and" + GOOD)
        .params(hash, at(clock.instant()))
        .query(String.class)
        .optional();
  }

  /** The good tokens of an account, the newest first. */
  public List<Token> of(String account) {
    return jdbc.sql(
            "select id, account, label, issued_at, expires_at from account_token where account = ? and"
                + GOOD
                + " order by issued_at desc, id")
        .params(account, at(clock.instant()))
        .query(
            (row, n) ->
                new Token(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    instant(row, "issued_at").orElseThrow(),
                    instant(row, "expires_at")))
        .list();
  }

  /** Whether the account was ever given a token. */
  public boolean everIssued(String account) {
    return jdbc.sql("select count(*) from account_token where account = ?")
            .param(account)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Keeps a token. */
  public void add(String account, String hash, String label, Optional<Instant> expiresAt) {
    jdbc.sql(
            "insert into account_token (id, account, token_hash, label, issued_at, expires_at) values (?, ?, ?, ?, ?, ?)")
        .params(
            hash.substring(0, 12),
            account,
            hash,
            label,
            at(clock.instant()),
            expiresAt.map(Columns::at).orElse(null))
        .update();
  }

  /** Makes a token worthless; false when the account has no such good one. */
  public boolean revoke(String account, String id) {
    return jdbc.sql(
                "update account_token set revoked_at = ? where account = ? and id = ? and" + GOOD)
            .params(at(clock.instant()), account, id, at(clock.instant()))
            .update()
        > 0;
  }
}

package io.tongqiao.console.people;

import io.tongqiao.door.Key;
import io.tongqiao.journal.Account;
import io.tongqiao.journal.AccountJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.TokenJournal;
import io.tongqiao.journal.TokenJournal.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tokens: what an account shows to the operators' API in the place of a password. */
@Component
public class Tokens {

  private final TokenJournal tokens;
  private final AccountJournal accounts;
  private final Journal journal;
  private final PeopleProperties settings;
  private final TransactionOperations transactions;
  private final Clock clock;

  Tokens(
      TokenJournal tokens,
      AccountJournal accounts,
      Journal journal,
      PeopleProperties settings,
      TransactionOperations transactions,
      Clock clock) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.journal = journal;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Who shows this token; empty when it is none, has expired or was revoked, or the account is
   * closed.
   */
  Optional<Operator> operator(String token) {
    return tokens
        .account(new Key(token).hash())
        .flatMap(accounts::find)
        .filter(account -> account.disabledAt().isEmpty())
        .map(Operator::of);
  }

  /** The good tokens of an account, the newest first. */
  public List<Token> of(String account) {
    return tokens.of(account);
  }

  /** Longest life of a person's token, in days. */
  public int longestDays() {
    return (int) settings.tokenLife().toDays();
  }

  /**
   * A token that was made.
   *
   * @param text to be handed over, shown this once
   */
  public record Issued(String text, String id, Optional<Instant> expiresAt) {}

  /**
   * Makes a token.
   *
   * @param days of its life; 0 for no end, which only a service account can have
   */
  public Issued issue(Account account, String label, int days, String actor) {
    Key key = Key.random();
    int life = days == 0 && !account.service() ? longestDays() : days;
    Optional<Instant> end =
        life == 0
            ? Optional.empty()
            : Optional.of(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(life)));
    String id = key.hash().substring(0, 12);
    transactions.executeWithoutResult(
        status -> {
          tokens.add(account.name(), key.hash(), label, end);
          journal.audit(
              actor,
              "token.issue",
              "token " + id + " of " + account.name(),
              label,
              "",
              end.map(at -> "有效至 " + at).orElse("长期有效"));
        });
    return new Issued(key.text(), id, end);
  }

  /** Makes a token worthless at once; false when the account has no such one. */
  public boolean revoke(String account, String id, String actor) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean done = tokens.revoke(account, id);
              if (done) {
                journal.audit(
                    actor, "token.revoke", "token " + id + " of " + account, "", "有效", "已吊销");
              }
              return done;
            }));
  }
}

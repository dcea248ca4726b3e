package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import io.tongqiao.journal.AccountJournal;
import io.tongqiao.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes a name and a password. After some wrong ones an account is locked for a while; each try is
 * audited, and what was typed as a name only when there is such an account.
 */
@Component
class SignIn {

  /** How a try ended. */
  enum Outcome {
    WELCOME,
    WRONG,
    LOCKED
  }

  /** A try; the operator only when welcome. */
  record Tried(Outcome outcome, Optional<Operator> operator) {}

  private static final Tried WRONG = new Tried(Outcome.WRONG, Optional.empty());

  private final AccountJournal accounts;
  private final Journal journal;
  private final Passwords passwords;
  private final FirstPassword first;
  private final PeopleProperties settings;
  private final TransactionOperations transactions;
  private final Clock clock;

  SignIn(
      AccountJournal accounts,
      Journal journal,
      Passwords passwords,
      FirstPassword first,
      PeopleProperties settings,
      TransactionOperations transactions,
      Clock clock) {
    this.accounts = accounts;
    this.journal = journal;
    this.passwords = passwords;
    this.first = first;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Tries one. */
  Tried with(String name, String password) {
    Tried tried =
        transactions.execute(
            status ->
                accounts.lock(name).map(a -> tried(a, password)).orElseGet(() -> none(password)));
    tried.operator.ifPresent(operator -> first.used(operator.name()));
    return tried;
  }

  private Tried none(String password) {
    passwords.matchesNobody(password);
    journal.audit("?", "sign-in.refused", "account ?", "没有这个账户");
    return WRONG;
  }

  private Tried tried(Account account, String password) {
    if (account.passwordHash().isEmpty() || account.disabledAt().isPresent()) {
      passwords.matchesNobody(password);
      refused(account, account.disabledAt().isPresent() ? "账户已停用" : "账户没有密码");
      return WRONG;
    }
    Instant now = clock.instant();
    if (account.lockedUntil().filter(now::isBefore).isPresent()) {
      passwords.matchesNobody(password);
      refused(account, "账户锁定中");
      return new Tried(Outcome.LOCKED, Optional.empty());
    }
    if (!passwords.matches(password, account.passwordHash())) {
      return wrong(account, now);
    }
    accounts.failed(account.name(), 0, Optional.empty());
    journal.audit(account.name(), "sign-in", "account " + account.name(), "");
    return new Tried(Outcome.WELCOME, Optional.of(Operator.of(account)));
  }

  private Tried wrong(Account account, Instant now) {
    int failures = account.failures() + 1;
    if (failures < settings.failures()) {
      accounts.failed(account.name(), failures, Optional.empty());
      refused(account, "密码不对，第 " + failures + " 次");
      return WRONG;
    }
    accounts.failed(account.name(), 0, Optional.of(now.plus(settings.lock())));
    refused(account, "密码不对，第 " + failures + " 次，锁定 " + settings.lock().toMinutes() + " 分钟");
    return new Tried(Outcome.LOCKED, Optional.empty());
  }

  private void refused(Account account, String why) {
    journal.audit(account.name(), "sign-in.refused", "account " + account.name(), why);
  }
}

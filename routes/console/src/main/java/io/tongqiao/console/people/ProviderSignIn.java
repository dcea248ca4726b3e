package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import io.tongqiao.journal.AccountJournal;
import io.tongqiao.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes somebody whom the identity provider vouches for. The account is made at the first sign-in
 * and gets at each the rights that the groups come to then; it is known by what the provider says
 * does not change, so that nobody comes in under another's name. Each try is audited.
 */
@Component
class ProviderSignIn {

  private static final String PROGRAM = "tongqiao";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");
  private static final int LONGEST_DISPLAY = 100;

  /** Why somebody is not let in. */
  enum Refusal {
    /** No name that could be an account's. */
    NAME("没有可用作账户名的名称"),
    /** An account of that name is somebody else's. */
    TAKEN("同名账户属于别人，或是本地账户"),
    /** In no group that means anything here. */
    GROUPS("所在的组都没有对应的角色"),
    /** In groups whose duties one account may not have together. */
    DUTIES("所在的组对应不能兼任的角色（三员分立）"),
    /** The account is closed. */
    CLOSED("账户已停用"),
    /** The account is locked. */
    LOCKED("账户锁定中");

    private final String told;

    Refusal(String told) {
      this.told = told;
    }
  }

  /** Somebody as the provider tells. */
  record Person(String subject, String name, String displayName, List<String> groups) {}

  /** A try: who came in, or why not. */
  record Tried(Optional<Operator> operator, Optional<Refusal> refusal) {

    private static Tried refused(Refusal why) {
      return new Tried(Optional.empty(), Optional.of(why));
    }
  }

  private final AccountJournal accounts;
  private final Journal journal;
  private final OidcProperties settings;
  private final TransactionOperations transactions;
  private final Clock clock;

  ProviderSignIn(
      AccountJournal accounts,
      Journal journal,
      OidcProperties settings,
      TransactionOperations transactions,
      Clock clock) {
    this.accounts = accounts;
    this.journal = journal;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Tries one. */
  Tried with(Person person) {
    String name = person.name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || name.equals(PROGRAM)) {
      refused("?", Refusal.NAME);
      return Tried.refused(Refusal.NAME);
    }
    return transactions.execute(status -> tried(name, person));
  }

  private Tried tried(String name, Person person) {
    Optional<Account> known = accounts.lock(name);
    Optional<Refusal> closed = known.flatMap(account -> closed(account, person));
    if (closed.isPresent()) {
      return refused(name, closed.get());
    }
    List<OidcProperties.Group> groups =
        settings.groups().stream().filter(group -> person.groups.contains(group.name())).toList();
    Rights rights = Rights.of(groups);
    Optional<Refusal> refusal =
        groups.isEmpty()
            ? Optional.of(Refusal.GROUPS)
            : Optional.of(Refusal.DUTIES).filter(r -> !Role.together(rights.roles()));
    if (refusal.isPresent()) {
      // whoever has lost the right to come in loses it where a session still goes on, too
      known.ifPresent(account -> allow(account, new Rights(Set.of(), rights.scope())));
      return refused(known.isPresent() ? name : "?", refusal.get());
    }
    if (known.isEmpty() && !add(name, person, rights)) {
      // somebody else of that name came at this very moment
      return refused("?", Refusal.TAKEN);
    }
    known.ifPresent(account -> renew(account, person, rights));
    journal.audit(name, "sign-in", "account " + name, "经统一身份认证");
    return new Tried(accounts.find(name).map(Operator::of), Optional.empty());
  }

  private Optional<Refusal> closed(Account account, Person person) {
    if (!account.subject().equals(person.subject)) {
      return Optional.of(Refusal.TAKEN);
    }
    if (account.disabledAt().isPresent()) {
      return Optional.of(Refusal.CLOSED);
    }
    Instant now = clock.instant();
    return Optional.of(Refusal.LOCKED)
        .filter(r -> account.lockedUntil().filter(now::isBefore).isPresent());
  }

  private Tried refused(String name, Refusal why) {
    journal.audit(name, "sign-in.refused", "account " + name, "统一身份认证：" + why.told);
    return Tried.refused(why);
  }

  private void renew(Account account, Person person, Rights rights) {
    accounts.rename(account.name(), display(account.name(), person));
    allow(account, rights);
  }

  private void allow(Account account, Rights rights) {
    Rights before = Rights.of(account);
    if (before.equals(rights)) {
      return;
    }
    accounts.allow(account.name(), names(rights.roles()), rights.scope().systems());
    audit(account.name(), "user.roles", before.told(), rights);
  }

  private boolean add(String name, Person person, Rights rights) {
    var account =
        new Account(
            name,
            display(name, person),
            false,
            "",
            new TreeSet<>(names(rights.roles())),
            rights.scope().systems(),
            0,
            Optional.empty(),
            false,
            clock.instant(),
            Optional.empty(),
            person.subject);
    boolean added = accounts.add(account);
    if (added) {
      audit(name, "user.add", "", rights);
    }
    return added;
  }

  private void audit(String name, String act, String before, Rights rights) {
    String now = rights.told();
    journal.audit(PROGRAM, act, "account " + name, "统一身份认证的组", before, now);
  }

  private static String display(String name, Person person) {
    String display = person.displayName.isBlank() ? name : person.displayName.strip();
    return display.substring(0, Math.min(display.length(), LONGEST_DISPLAY));
  }

  private static Collection<String> names(Collection<Role> roles) {
    return roles.stream().map(Role::name).collect(Collectors.toSet());
  }
}

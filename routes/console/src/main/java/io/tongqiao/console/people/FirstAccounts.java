package io.tongqiao.console.people;

import io.tongqiao.door.Key;
import io.tongqiao.journal.Account;
import io.tongqiao.journal.AccountJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.TokenJournal;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whom there must be for anyone to begin: the first administrator, who makes the other accounts,
 * and two programs, each with a token in {@code <data>/keys/<name>}, one that repairs messages and
 * one that minds systems. None of them is made again once it was there.
 */
@Component
class FirstAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAccounts.class);
  private static final String PROGRAM = "tongqiao";

  private final AccountJournal accounts;
  private final TokenJournal tokens;
  private final Journal journal;
  private final Clock clock;

  FirstAccounts(
      AccountJournal accounts,
      TokenJournal tokens,
      Journal journal,
      Passwords passwords,
      FirstPassword first,
      RelayProperties properties,
      Clock clock)
      throws IOException {
    this.accounts = accounts;
    this.tokens = tokens;
    this.journal = journal;
    this.clock = clock;
    Path keys = properties.data().resolve("keys");
    service("operator", "运维命令", Role.OPERATOR, keys);
    service("sysadmin", "系统管理命令", Role.SYSTEM_ADMIN, keys);
    if (accounts.find(FirstPassword.ADMIN).isEmpty()) {
      String password = passwords.generate();
      first.show(password);
      add(FirstPassword.ADMIN, "安全管理员", false, passwords.hash(password), Role.SECURITY_ADMIN);
    }
  }

  private void service(String name, String displayName, Role role, Path keys) throws IOException {
    if (accounts.find(name).isPresent()) {
      return;
    }
    if (!tokens.everIssued(name)) {
      Key key = Key.random();
      Path file = keys.resolve(name);
      Key.write(file, key.text());
      tokens.add(name, key.hash(), "keys/" + name, Optional.empty());
      LOG.info("issued a token for the service account {}: {}", name, file);
    }
    add(name, displayName, true, "", role);
  }

  private void add(String name, String displayName, boolean service, String hash, Role role) {
    accounts.add(
        new Account(
            name,
            displayName,
            service,
            hash,
            new TreeSet<>(Set.of(role.name())),
            Scope.ALL.systems(),
            0,
            Optional.empty(),
            !service,
            clock.instant(),
            Optional.empty(),
            ""));
    journal.audit(
        PROGRAM,
        "user.add",
        "account " + name,
        "首次启动",
        "",
        new Rights(Set.of(role), Scope.ALL).told());
  }
}

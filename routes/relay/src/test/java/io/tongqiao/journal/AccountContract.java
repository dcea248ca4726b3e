package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the journal promises of accounts, tokens and keys, whatever database it stands on. */
interface AccountContract {

  JournalStore store();

  private Account add(String name) {
    var account =
        new Account(
            name,
            "示例账户",
            false,
            "{bcrypt}x",
            new TreeSet<>(Set.of("OPERATOR", "VIEWER")),
            new TreeSet<>(Set.of("city-power", "prov-yctb")),
            0,
            Optional.empty(),
            true,
            JournalContract.NOW,
            Optional.empty(),
            "https://sso.invalid 7");
    assertThat(store().accounts().add(account)).isTrue();
    return account;
  }

  @Test
  default void account_added_isFoundAsItWas_once() {
    Account account = add("a-1");
    assertThat(store().accounts().find("a-1")).contains(account);
    assertThat(store().accounts().add(account)).isFalse();
    store().accounts().rename("a-1", "另一个名字");
    assertThat(store().accounts().find("a-1").orElseThrow().displayName()).isEqualTo("另一个名字");
    assertThat(store().accounts().find("a-none")).isEmpty();
  }

  @Test
  default void account_changed_standsSo() {
    add("a-2");
    store().accounts().allow("a-2", List.of("AUDITOR"), List.of(Account.EVERY));
    store().accounts().failed("a-2", 3, Optional.of(JournalContract.NOW.plusSeconds(9)));
    store().accounts().disabled("a-2", true);
    Account now = store().in(() -> store().accounts().lock("a-2").orElseThrow());
    assertThat(now.roles()).containsExactly("AUDITOR");
    assertThat(now.systems()).containsExactly(Account.EVERY);
    assertThat(now.disabledAt()).contains(JournalContract.NOW);
    assertThat(now.failures()).isZero();
    store().accounts().disabled("a-2", false);
    store().accounts().failed("a-2", 4, Optional.empty());
    store().accounts().password("a-2", "{bcrypt}y", false);
    now = store().accounts().find("a-2").orElseThrow();
    assertThat(now.disabledAt()).isEmpty();
    assertThat(now.failures()).isZero();
    assertThat(now.passwordHash()).isEqualTo("{bcrypt}y");
    assertThat(now.mustChange()).isFalse();
  }

  @Test
  default void token_expiredOrRevoked_isOfNobody() {
    String good = "1".repeat(64);
    String old = "2".repeat(64);
    var end = Optional.of(JournalContract.NOW.plus(Duration.ofDays(1)));
    store().tokens().add("a-3", good, "good", end);
    store().tokens().add("a-3", old, "old", Optional.of(JournalContract.NOW.minusSeconds(1)));
    assertThat(store().tokens().account(good)).contains("a-3");
    assertThat(store().tokens().account(old)).isEmpty();
    assertThat(store().tokens().of("a-3"))
        .extracting(TokenJournal.Token::label)
        .containsExactly("good");
    assertThat(store().tokens().revoke("a-other", "1".repeat(12))).isFalse();
    assertThat(store().tokens().revoke("a-3", "1".repeat(12))).isTrue();
    assertThat(store().tokens().account(good)).isEmpty();
    assertThat(store().tokens().everIssued("a-3")).isTrue();
  }

  @Test
  default void keys_ofASystem_twoAtOnce_andOneRevokedStaysKnown() {
    String first = "a".repeat(64);
    String second = "b".repeat(64);
    store().keys().add("s-1", first);
    store().keys().add("s-1", second);
    assertThat(store().keys().systemsByHash())
        .containsEntry(first, "s-1")
        .containsEntry(second, "s-1");
    assertThat(store().keys().revoke("s-1", "a".repeat(12))).isTrue();
    assertThat(store().keys().revoke("s-1", "a".repeat(12))).isFalse();
    assertThat(store().keys().systemsByHash()).doesNotContainKey(first);
    assertThat(store().keys().revoke("s-1", "b".repeat(12))).isTrue();
    assertThat(store().keys().everIssued()).contains("s-1");
    assertThat(store().keys().good()).noneMatch(key -> key.system().equals("s-1"));
  }
}

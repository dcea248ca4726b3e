package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.AuditQueries.Filter;
import io.tongqiao.journal.AuditQueries.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the audit promises, whatever database it stands on. */
interface AuditContract {

  JournalStore store();

  private void write(String object) {
    store().journal().audit("operator", "test.act", object, "为什么", "PARKED", "BACKLOG");
  }

  private List<AuditEntry> of(String object) {
    var filter =
        new Filter("", "test.", object, java.util.Optional.empty(), java.util.Optional.empty());
    return store().audit().page(filter, Long.MAX_VALUE, 500);
  }

  private Verdict verdict() {
    return store().audit().check();
  }

  @Test
  default void audit_written_tellsWhoFromWhereWhatBeforeAndAfter() {
    write("audit-1");
    assertThat(of("audit-1"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.at()).isEqualTo(JournalContract.NOW);
              assertThat(entry.actor()).isEqualTo("operator");
              assertThat(entry.origin()).isEqualTo("10.0.0.7");
              assertThat(entry.before()).isEqualTo("PARKED");
              assertThat(entry.after()).isEqualTo("BACKLOG");
              assertThat(entry.hash()).matches("[0-9a-f]{64}");
            });
    assertThat(verdict().fault()).isEmpty();
  }

  @Test
  default void audit_ofOneTransaction_isWrittenInItsOrderAtItsEnd() {
    store()
        .in(
            () -> {
              write("audit-2 a");
              write("audit-2 b");
              assertThat(of("audit-2")).isEmpty();
            });
    assertThat(of("audit-2"))
        .extracting(AuditEntry::object)
        .containsExactly("audit-2 b", "audit-2 a");
    assertThat(verdict().fault()).isEmpty();
  }

  @Test
  default void audit_ofARolledBackTransaction_isGoneWithIt() {
    Verdict before = verdict();
    assertThatThrownBy(
            () ->
                store()
                    .in(
                        () -> {
                          write("audit-3");
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");
    assertThat(verdict()).isEqualTo(before);
  }

  @Test
  default void audit_writtenByManyAtOnce_isOneChain() throws Exception {
    Verdict before = verdict();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String object = "audit-4 " + i;
      work.add(
          () -> {
            store().in(() -> write(object));
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(work)) {
      done.get();
    }
    threads.shutdown();
    assertThat(verdict().fault()).isEmpty();
    assertThat(verdict().entries()).isEqualTo(before.entries() + 80);
  }

  @Test
  default void audit_changedOrRemovedInTheDatabase_isToldByTheCheck() {
    write("audit-5 a");
    write("audit-5 b");
    AuditEntry last = of("audit-5 b").get(0);
    AuditEntry one = of("audit-5 a").get(0);
    store().jdbc().sql("update audit set actor = 'nobody' where id = ?").param(one.id()).update();
    assertThat(verdict().fault())
        .hasValueSatisfying(told -> assertThat(told).contains("" + one.id()));
    store().jdbc().sql("update audit set actor = 'operator' where id = ?").param(one.id()).update();
    assertThat(verdict().fault()).isEmpty();
    store().jdbc().sql("delete from audit where id = ?").param(last.id()).update();
    assertThat(verdict().fault()).hasValueSatisfying(told -> assertThat(told).contains("末尾少了 1 条"));
    putBack(last);
    assertThat(verdict().fault()).isEmpty();
  }

  private void putBack(AuditEntry entry) {
    store()
        .jdbc()
        .sql(
            "insert into audit (id, at, actor, origin, act, object, detail, before_state, after_state, hash) overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            entry.id(),
            Columns.at(entry.at()),
            entry.actor(),
            entry.origin(),
            entry.act(),
            entry.object(),
            entry.detail(),
            entry.before(),
            entry.after(),
            entry.hash())
        .update();
  }

  @Test
  default void audit_readThrough_canBeCheckedByAnyone() {
    write("audit-6");
    var hash = new String[] {""};
    store()
        .audit()
        .each(
            entry -> {
              assertThat(entry.hash()).isEqualTo(entry.chained(hash[0]));
              hash[0] = entry.hash();
            });
    assertThat(hash[0]).isEqualTo(verdict().hash());
  }

  @Test
  default void sm3_ofThePublishedExample_isAsPublished() {
    // GB/T 32905, example 1
    assertThat(AuditEntry.sm3("abc"))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }
}

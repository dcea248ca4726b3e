package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.Journal.Known;
import io.tongqiao.schema.CaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What the journal promises of messages, whatever database it stands on. */
interface JournalContract {

  Instant NOW = Instant.parse("2026-03-16T01:30:00Z");

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private Journal journal() {
    return store().journal();
  }

  private static List<String> ids(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::sourceId).toList();
  }

  @Test
  default void numbers_taken_growAndAreNeverGivenTwice() {
    var all = new ArrayList<Long>();
    for (int count : List.of(1, 7, 64, 2)) {
      List<Long> taken = journal().numbers(count);
      assertThat(taken).hasSize(count);
      all.addAll(taken);
    }
    assertThat(all).isSorted().doesNotHaveDuplicates();
    assertThat(all.get(0)).isPositive();
  }

  @Test
  default void numbers_ofARolledBackTransaction_areNotGivenAgain() {
    var lost = new ArrayList<Long>();
    assertThatThrownBy(
            () ->
                store()
                    .in(
                        () -> {
                          lost.addAll(journal().numbers(3));
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");
    assertThat(journal().numbers(1).get(0)).isGreaterThan(lost.get(2));
  }

  @Test
  default void message_inserted_isFoundAsItWas() {
    store().begin("a1");
    StoredMessage message = store().message("a1", "1", "{\"名\":\"示例䶮\"}");
    journal().insert(List.of(message));
    assertThat(journal().message(message.id())).contains(message);
    assertThat(journal().message("x".repeat(32))).isEmpty();
  }

  @Test
  default void messages_ofOneCase_comeInOrderOfAcceptance() {
    StoredMessage first = store().message("a2", "c", "{}");
    StoredMessage other = store().message("a2-other", "x", "{}");
    StoredMessage second = store().message("a2", "a", "{}");
    StoredMessage third = store().message("a2", "b", "{}");
    journal().insert(List.of(third, other, first, second));
    assertThat(ids(journal().messages("a2"))).containsExactly("c", "a", "b");
    assertThat(journal().messages("a2")).extracting(StoredMessage::seq).isSorted();
  }

  @Test
  default void message_insertedTwice_isRefused() {
    store().insert("a3", "1");
    assertThatThrownBy(() -> store().insert("a3", "1")).isInstanceOf(DuplicateKeyException.class);
    assertThat(journal().messages("a3")).hasSize(1);
  }

  @Test
  default void messages_insertedTogetherWithOneThatIsThere_leaveNothing() {
    StoredMessage there = store().insert("a3-there", "1");
    StoredMessage fresh = store().message("a3-fresh", "1", "{}");
    StoredMessage again = store().message("a3-there", "1", "{\"other\":1}");
    assertThatThrownBy(() -> store().in(() -> journal().insert(List.of(fresh, again))))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(journal().messages("a3-fresh")).isEmpty();
    assertThat(journal().messages("a3-there")).containsExactly(there);
  }

  @Test
  default void message_rolledBack_leavesNothing() {
    assertThatThrownBy(
            () ->
                store()
                    .in(
                        () -> {
                          Map<String, CaseFile> files = store().cases().open(List.of("a4"));
                          files.get("a4").keep();
                          files.get("a4").moveTo(CaseFile.CASE_THREAD, CaseState.APPLIED);
                          store().cases().save(files.values());
                          StoredMessage message = store().message("a4", "1", "{}");
                          journal().insert(List.of(message));
                          store().deliver(message, "prov-yctb");
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");
    assertThat(journal().messages("a4")).isEmpty();
    assertThat(store().cases().threads("a4")).isEmpty();
    assertThat(store().cases().head("a4")).isEmpty();
    assertThat(store().queries().ofCase("a4")).isEmpty();
  }

  @Test
  default void message_ofTenMegabytes_isKeptWhole() {
    String body = "{\"text\":\"" + "示例".repeat(1_700_000) + "\"}";
    StoredMessage written = store().insert("a5", "1", body);
    assertThat(written.body().length()).isEqualTo(body.length());
    assertThat(written.body().equals(body)).isTrue();
    long id = store().deliver(written, "prov-yctb").id();
    assertThat(store().deliveries().turns(List.of(id)).get(id).body().equals(body)).isTrue();
  }

  @Test
  default void known_amongIds_givesThoseAcceptedBeforeWithDigestAndReceipt() {
    StoredMessage one = store().insert("a6", "1");
    StoredMessage two = store().insert("a6", "2");
    Known known = new Known("d".repeat(64), "{\"receiptNo\":\"TQ-1\"}");
    assertThat(journal().known(List.of(one.id(), "n".repeat(32), two.id())))
        .isEqualTo(Map.of(one.id(), known, two.id(), known));
    assertThat(journal().known(List.of("n".repeat(32)))).isEmpty();
    assertThat(journal().known(List.of())).isEmpty();
  }

  @Test
  default void known_ofWhatRetentionHasRemoved_isStillKnown() {
    String id = JournalStore.id("a7", "old");
    store()
        .jdbc()
        .sql("insert into forgotten (id, digest, receipt, accepted_at) values (?, ?, ?, ?)")
        .params(id, "e".repeat(64), "{\"receiptNo\":\"TQ-OLD\"}", Columns.at(NOW))
        .update();
    StoredMessage there = store().insert("a7", "1");
    Map<String, Known> known = journal().known(List.of(id, there.id()));
    assertThat(known).containsOnlyKeys(id, there.id());
    assertThat(known.get(id)).isEqualTo(new Known("e".repeat(64), "{\"receiptNo\":\"TQ-OLD\"}"));
    assertThat(journal().message(id)).isEmpty();
  }

  @Test
  default void takesPart_isTrueForSenderAndReceiverOnly() {
    store().deliver(store().insert("d1", "1"), "prov-yctb");
    assertThat(journal().takesPart("bureau-platform", "d1")).isTrue();
    assertThat(journal().takesPart("prov-yctb", "d1")).isTrue();
    assertThat(journal().takesPart("city-power", "d1")).isFalse();
    assertThat(journal().takesPart("prov-yctb", "d2")).isFalse();
  }

  @Test
  default void key_added_isFoundByItsHashAndIsOneSystemsOnly() {
    store().keys().add("prov-yctb", "h".repeat(64));
    assertThat(store().keys().systemsByHash()).containsEntry("h".repeat(64), "prov-yctb");
    assertThatThrownBy(() -> store().keys().add("prov-other", "h".repeat(64)))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  default void pause_ofASystem_keepsTheFirstReasonUntilItIsResumed() {
    PauseJournal pauses = store().pauses();
    assertThat(pauses.pause("prov-hrss", "wang", "对方升级")).isTrue();
    assertThat(pauses.pause("prov-hrss", "li", "另一个原因")).isFalse();
    assertThat(pauses.pause("prov-other", "li", "长".repeat(5000))).isTrue();
    assertThat(pauses.all()).containsEntry("prov-hrss", "对方升级").containsKey("prov-other");
    assertThat(pauses.all().get("prov-other")).hasSize(2000).endsWith("…");
    assertThat(pauses.resume("prov-hrss")).isTrue();
    assertThat(pauses.resume("prov-hrss")).isFalse();
    assertThat(pauses.all()).doesNotContainKey("prov-hrss").containsKey("prov-other");
    assertThat(pauses.resume("prov-other")).isTrue();
  }

  @Test
  default void audit_written_isKept() {
    journal().audit("prov-yctb", "message.conflict", "m-1", "同一编号，内容不同，已拒绝");
    journal().audit("prov-yctb", "message.conflict", "m-2", "长".repeat(5000));
    assertThat(audited("m-1")).containsExactly("同一编号，内容不同，已拒绝");
    assertThat(audited("m-2")).singleElement().satisfies(d -> assertThat(d).hasSize(2000));
  }

  private List<String> audited(String object) {
    return store()
        .jdbc()
        .sql("select detail from audit where actor = ? and act = ? and object = ? and at = ?")
        .params("prov-yctb", "message.conflict", object, Columns.at(NOW))
        .query(String.class)
        .list();
  }
}

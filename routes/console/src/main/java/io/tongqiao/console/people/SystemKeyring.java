package io.tongqiao.console.people;

import io.tongqiao.door.Key;
import io.tongqiao.door.SystemKeys;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.KeyJournal;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Issues and revokes keys of systems. A system has two at most, so that it can change from one to
 * the other without a pause.
 */
@Component
public class SystemKeyring {

  private static final int MOST = 2;

  private final KeyJournal keys;
  private final SystemKeys doors;
  private final Journal journal;
  private final TransactionOperations transactions;

  SystemKeyring(
      KeyJournal keys, SystemKeys doors, Journal journal, TransactionOperations transactions) {
    this.keys = keys;
    this.doors = doors;
    this.journal = journal;
    this.transactions = transactions;
  }

  /** All good keys. */
  public List<KeyJournal.Key> all() {
    return keys.good();
  }

  /** A key that was made; its text is shown this once. Empty when the system has two already. */
  public Optional<Tokens.Issued> issue(String system, String actor, String reason) {
    Key key = Key.random();
    String id = key.hash().substring(0, 12);
    boolean done =
        Boolean.TRUE.equals(
            transactions.execute(
                status -> {
                  if (of(system) >= MOST) {
                    return false;
                  }
                  keys.add(system, key.hash());
                  audit(actor, "key.issue", id, system, reason, "", "有效");
                  return true;
                }));
    doors.look();
    return done
        ? Optional.of(new Tokens.Issued(key.text(), id, Optional.empty()))
        : Optional.empty();
  }

  private long of(String system) {
    return keys.good().stream().filter(key -> key.system().equals(system)).count();
  }

  /** Makes a key worthless at once, on other nodes within five seconds. */
  public Optional<Problem> revoke(String system, String id, String actor, String reason) {
    boolean done =
        Boolean.TRUE.equals(
            transactions.execute(
                status -> {
                  boolean revoked = keys.revoke(system, id);
                  if (revoked) {
                    audit(actor, "key.revoke", id, system, reason, "有效", "已吊销");
                  }
                  return revoked;
                }));
    doors.look();
    return done
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Kind.NOT_FOUND, "系统 " + system + " 没有编号为 " + id + " 的有效密钥。编号见密钥列表（key list）"));
  }

  private void audit(
      String actor, String act, String id, String system, String reason, String was, String is) {
    journal.audit(actor, act, "key " + id + " of " + system, reason, was, is);
  }
}

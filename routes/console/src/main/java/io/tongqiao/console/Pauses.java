package io.tongqiao.console;

import io.tongqiao.journal.Journal;
import io.tongqiao.journal.PauseJournal;
import io.tongqiao.relay.Gates;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stops systems and lets them go on, audited; other nodes notice at their next look. */
@Component
public class Pauses {

  private final PauseJournal pauses;
  private final Journal journal;
  private final Gates gates;
  private final TransactionOperations transactions;

  Pauses(PauseJournal pauses, Journal journal, Gates gates, TransactionOperations transactions) {
    this.pauses = pauses;
    this.journal = journal;
    this.gates = gates;
    this.transactions = transactions;
  }

  /** Stops all calls to a system; says why when that was not possible. */
  public Optional<Problem> pause(String system, Instruction by) {
    boolean done =
        audited("system.pause", system, by, () -> pauses.pause(system, by.actor(), by.reason()));
    return done
        ? Optional.empty()
        : Optional.of(
            Problem.of(Kind.ILLEGAL_STATE, "系统 " + system + " 已经暂停，原来的理由保留").about(system));
  }

  /** Lets a stopped system go on; says why when that was not possible. */
  public Optional<Problem> resume(String system, Instruction by) {
    boolean done = audited("system.resume", system, by, () -> pauses.resume(system));
    return done
        ? Optional.empty()
        : Optional.of(Problem.of(Kind.ILLEGAL_STATE, "系统 " + system + " 没有暂停，不用恢复").about(system));
  }

  /** An act that says whether it changed anything. */
  private interface Act {
    boolean act();
  }

  private boolean audited(String name, String system, Instruction by, Act act) {
    boolean done =
        Boolean.TRUE.equals(
            transactions.execute(
                status -> {
                  boolean changed = act.act();
                  if (changed) {
                    boolean paused = name.equals("system.pause");
                    String before = paused ? "启用" : "暂停";
                    String after = paused ? "暂停" : "启用";
                    journal.audit(by.actor(), name, "system " + system, by.reason(), before, after);
                  }
                  return changed;
                }));
    gates.look();
    return done;
  }
}

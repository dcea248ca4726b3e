package io.tongqiao.relay;

import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.LaneJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Moves lanes outside the way of a message: under the lock of their cases, then to the broker. */
@Component
public class Lanes {

  private final CaseJournal cases;
  private final LaneJournal lanes;
  private final Outbox outbox;
  private final TransactionOperations transactions;

  Lanes(CaseJournal cases, LaneJournal lanes, Outbox outbox, TransactionOperations transactions) {
    this.cases = cases;
    this.lanes = lanes;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /** Moves deliveries without an attempt, within a change. */
  void moveTo(Collection<Long> deliveries, State state, String cause) {
    lanes.moveTo(deliveries, state, cause);
  }

  /** Makes the next attempt at a delivery now. */
  void hurry(StoredDelivery delivery) {
    change(List.of(delivery.caseNo()), () -> lanes.hurry(delivery.id()));
  }

  /** Makes the next attempts at all that waits for a system due. */
  void hurryAll(String system) {
    lanes.hurryAll(system);
  }

  /** Lets every lane of these cases go on whose turn has come. */
  void advance(Collection<String> caseNos) {
    change(caseNos, () -> {});
  }

  /** Changes deliveries of cases, and lets their lanes go on; all or nothing of it. */
  public void change(Collection<String> caseNos, Runnable change) {
    changeWith(
        caseNos,
        () -> {
          change.run();
          return List.of();
        });
  }

  /**
   * Changes deliveries of cases, and lets their lanes go on; all or nothing of it.
   *
   * @param change gives the copies of what it has readied itself
   */
  void changeWith(Collection<String> caseNos, Supplier<List<Copy>> change) {
    if (caseNos.isEmpty()) {
      return;
    }
    List<Copy> readied =
        transactions.execute(
            status -> {
              cases.lock(caseNos);
              List<Copy> copies = new ArrayList<>(change.get());
              copies.addAll(lanes.advance(caseNos));
              return copies;
            });
    outbox.send(readied);
  }
}

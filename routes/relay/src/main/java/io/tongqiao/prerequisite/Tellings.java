package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Copy;
import io.tongqiao.relay.GroupCommit;
import io.tongqiao.relay.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells askers what is known, and later the rest: each time it is written first, many in one
 * transaction.
 */
@Component
class Tellings implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Tellings.class);
  private static final long AGAIN_MILLIS = 1000;

  private record Late(Running running, MaterialResult result) {}

  private final Settlements settlements;
  private final Outbox outbox;
  private final TransactionOperations transactions;
  private final GroupCommit<Running, ObjectNode> answers;
  private final GroupCommit<Late, Boolean> lates;
  private volatile boolean stopping;

  Tellings(Settlements settlements, Outbox outbox, TransactionOperations transactions) {
    this.settlements = settlements;
    this.outbox = outbox;
    this.transactions = transactions;
    this.answers = new GroupCommit<>("pull answers", this::answered);
    this.lates = new GroupCommit<>("pull results", this::told);
  }

  /** What the asker is told now, once it is written; fails when it cannot be. */
  CompletableFuture<ObjectNode> answer(Running pull) {
    return answers.offer(pull);
  }

  /** Tells a result that comes after the answer, as often as it takes to have it written. */
  void late(Running pull, MaterialResult result) {
    var unused =
        lates
            .offer(new Late(pull, result))
            .whenComplete((written, fault) -> again(pull, result, fault));
  }

  private void again(Running pull, MaterialResult result, Throwable fault) {
    if (fault == null || stopping) {
      return;
    }
    LOG.warn(
        "the result of {} of pull {} could not be written, and will be again: {}",
        result.wanted().material().code(),
        pull.pull(),
        fault.toString());
    Executor soon = CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    soon.execute(() -> late(pull, result));
  }

  private List<ObjectNode> answered(List<Running> all) {
    List<Copy> copies = new ArrayList<>();
    List<ObjectNode> told =
        transactions.execute(
            status -> all.stream().map(pull -> settlements.answer(pull, copies)).toList());
    outbox.send(copies);
    return told;
  }

  private List<Boolean> told(List<Late> all) {
    List<Copy> copies = new ArrayList<>();
    List<Boolean> written =
        transactions.execute(
            status ->
                all.stream()
                    .map(l -> copies.addAll(settlements.late(l.running, l.result)))
                    .toList());
    outbox.send(copies);
    return written;
  }

  @Override
  public void destroy() {
    stopping = true;
    answers.close();
    lates.close();
  }
}

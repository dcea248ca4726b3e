package io.tongqiao.relay;

import io.tongqiao.journal.BulkAct;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryFilter;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.ReplayJournal;
import io.tongqiao.journal.ReplayJournal.Extent;
import io.tongqiao.journal.ReplayJournal.Progress;
import io.tongqiao.journal.ReplayJournal.Replay;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Bulk replays, and skips and returns in bulk: once a second, each takes its next deliveries in the
 * order of acceptance, puts them into the backlog of their lanes, and remembers how far it came, in
 * one transaction; the lanes decide when they go. What is skipped or returned takes its turn one by
 * one ({@link OneByOne}). So a crash repeats nothing and leaves nothing out, whichever node goes
 * on.
 */
@Component
public class Replays {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final ReplayJournal replays;
  private final Journal journal;
  private final Lanes lanes;
  private final OneByOne oneByOne;
  private final Durability durability;
  private final TransactionOperations transactions;
  private final Clock clock;

  Replays(
      ReplayJournal replays,
      Journal journal,
      Lanes lanes,
      OneByOne oneByOne,
      Durability durability,
      TransactionOperations transactions,
      Clock clock) {
    this.replays = replays;
    this.journal = journal;
    this.lanes = lanes;
    this.oneByOne = oneByOne;
    this.durability = durability;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Begins to do something to all that matches now.
   *
   * @param act which can be done in each of the filter's states
   * @param perSecond to how many in a second
   * @return its id; empty when nothing matches
   */
  public Optional<Long> start(BulkAct act, DeliveryFilter filter, int perSecond, Instruction by) {
    return transactions.execute(
        status -> {
          Extent extent = replays.extent(filter);
          if (extent.total() == 0) {
            return Optional.empty();
          }
          long id = journal.numbers(1).get(0);
          replays.begin(id, act, filter, extent, perSecond, by.actor(), by.reason());
          String object =
              "replay "
                  + id
                  + (act == BulkAct.RESEND ? "" : " " + act)
                  + " of "
                  + extent.total()
                  + " "
                  + filter.states()
                  + " to "
                  + filter.system();
          journal.audit(by.actor(), "replay.start", object, by.reason());
          return Optional.of(id);
        });
  }

  /** Ends a running replay; what it has put into its lanes stays there. */
  public Optional<Problem> cancel(long id, Instruction by) {
    return transactions.execute(
        status -> {
          if (replays.end(id, Progress.CANCELLED)) {
            journal.audit(by.actor(), "replay.cancel", "replay " + id, by.reason());
            return Optional.empty();
          }
          return Optional.of(
              replays
                  .find(id)
                  .map(r -> Problem.of(Kind.ILLEGAL_STATE, "补发（成批办理）" + id + " 已经结束，不能取消"))
                  .orElseGet(() -> unknown(id)));
        });
  }

  /** That there is no such replay. */
  public static Problem unknown(long id) {
    return Problem.of(Kind.NOT_FOUND, "没有编号为 " + id + " 的补发（成批办理）。在列表（replays）中查看编号");
  }

  /** Takes every running replay one step on. */
  @Scheduled(fixedRateString = "${tongqiao.replay:1s}")
  void step() {
    if (durability.refusal().isPresent()) {
      return;
    }
    try {
      replays.running().forEach(this::step);
    } catch (JmsException e) {
      LOG.warn("what a replay has readied goes to the broker when that is back");
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        LOG.error("a replay could not be taken on; the next step follows", e);
        return;
      }
      LOG.warn("a replay stands still until the journal is back");
    }
  }

  private void step(Replay replay) {
    int count = pace(replay);
    if (count == 0) {
      return;
    }
    List<Copy> next = replays.next(replay, count);
    if (next.isEmpty()) {
      finish(replay);
      return;
    }
    if (replay.act() != BulkAct.RESEND) {
      oneByOne.act(replay, next);
      return;
    }
    lanes.change(next.stream().map(Copy::caseNo).distinct().toList(), () -> reopen(replay, next));
  }

  /** What may go since the last step, as much as a second's at most. */
  private int pace(Replay replay) {
    Duration since = Duration.between(replay.changedAt(), clock.instant());
    long millis = Math.min(since.toMillis(), STEP.toMillis());
    return (int) Math.round(millis * replay.perSecond() / 1000.0);
  }

  /** The cases are locked. */
  private void reopen(Replay replay, List<Copy> next) {
    if (!replays.take(replay, replay.reached())) {
      return;
    }
    List<Long> ids = next.stream().map(Copy::delivery).toList();
    List<Long> still = replays.still(replay.filter(), ids);
    lanes.moveTo(still, State.BACKLOG, "");
    replays.advance(replay, ids.get(ids.size() - 1), still.size());
  }

  private void finish(Replay replay) {
    if (replays.end(replay.id(), Progress.DONE)) {
      LOG.info(
          "replay {} ({}) to {} is done: {} of {} deliveries had it",
          replay.id(),
          replay.act(),
          replay.filter().system(),
          replay.done(),
          replay.total());
    }
  }
}

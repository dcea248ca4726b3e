package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.DeliveryJournal.Settled;
import io.tongqiao.journal.LaneJournal;
import io.tongqiao.journal.Settlement;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Acceptance.Arrival;
import io.tongqiao.schema.CaseMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes how attempts ended: the deliveries, their receipts, and the news in the answers, those
 * that end together in one transaction. Then it puts the copies of what is ready now on the broker;
 * what a crash leaves undone there, {@link Sweep} does.
 */
@Component
class Settling implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
  private static final long PAUSE_MILLIS = 1000;

  /** An attempt that has ended, and what its news came to when it was examined. */
  private record Ended(
      StoredDelivery delivery,
      Attempt attempt,
      Optional<Arrival> news,
      Optional<String> refusedNews) {}

  private final Endings endings;
  private final CaseJournal cases;
  private final DeliveryJournal deliveries;
  private final LaneJournal lanes;
  private final Examination examination;
  private final Acceptance acceptance;
  private final Outbox outbox;
  private final Durability durability;
  private final TransactionOperations transactions;
  private final Throughput throughput;
  private final GroupCommit<Ended, State> commits;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Settling(
      Endings endings,
      CaseJournal cases,
      DeliveryJournal deliveries,
      LaneJournal lanes,
      Examination examination,
      Acceptance acceptance,
      Outbox outbox,
      Durability durability,
      TransactionOperations transactions,
      Throughput throughput) {
    this.endings = endings;
    this.cases = cases;
    this.deliveries = deliveries;
    this.lanes = lanes;
    this.examination = examination;
    this.acceptance = acceptance;
    this.outbox = outbox;
    this.durability = durability;
    this.transactions = transactions;
    this.throughput = throughput;
    this.commits = new GroupCommit<>("settling", this::commit);
  }

  /**
   * Writes the end of an attempt, as often as it takes while the journal cannot be reached: the
   * call has been made, and must not be made again for want of a note.
   *
   * @throws IllegalStateException when the relay is stopping; the call will be repeated with the
   *     same id
   */
  void settle(StoredDelivery delivery, Attempt attempt) throws InterruptedException {
    Ended ended = ended(delivery, attempt);
    Optional<State> written = tried(ended);
    while (written.isEmpty()) {
      if (stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the relay is stopping while the journal is away");
      }
      written = tried(ended);
    }
    State state = written.get();
    if (attempt.verdict().outcome() == Verdict.Outcome.PENDING) {
      return;
    }
    throughput.ended(delivery.system(), state == State.DELIVERED);
    if (state != State.DELIVERED) {
      LOG.warn(
          "message {} to {} is {} after attempt {}: code {}; see the delivery's cause in GET /api/v1/messages/{}",
          delivery.messageId(),
          delivery.system(),
          state,
          delivery.attempts() + 1,
          attempt.verdict().code(),
          delivery.messageId());
    }
  }

  /** Empty while the journal is away. */
  private Optional<State> tried(Ended ended) {
    try {
      return Optional.of(commits.submit(ended));
    } catch (RuntimeException e) {
      if (Durability.isAway(e)) {
        return Optional.empty();
      }
      if (ended.news.isEmpty()) {
        throw e;
      }
      LOG.error(
          "the news in the answer of {} to message {} cannot be kept: a fault of our own; the delivery is parked",
          ended.delivery.system(),
          ended.delivery.messageId(),
          e);
      var why = Optional.of("系统内部错误（" + e.getClass().getSimpleName() + "），已记入日志");
      return tried(new Ended(ended.delivery, ended.attempt, Optional.empty(), why));
    }
  }

  private Ended ended(StoredDelivery delivery, Attempt attempt) {
    if (attempt.news().isEmpty()) {
      return new Ended(delivery, attempt, Optional.empty(), attempt.newsFault());
    }
    ObjectNode news = attempt.news().get();
    Examination.Findings found = examination.examine(delivery.system(), news);
    if (found.problem().isPresent()) {
      var why = Optional.of(found.problem().get().detail());
      return new Ended(delivery, attempt, Optional.empty(), why);
    }
    String door = "answer:" + delivery.operation();
    var arrival = Arrival.of(door, new CaseMessage(news), found.warnings());
    return new Ended(delivery, attempt, Optional.of(arrival), Optional.empty());
  }

  private record Written(List<State> states, List<Copy> copies) {}

  private List<State> commit(List<Ended> all) {
    Written written;
    try {
      written = transactions.execute(status -> write(all));
    } catch (RuntimeException e) {
      if (Durability.isAway(e)) {
        durability.journalFailed(e);
      }
      throw e;
    }
    try {
      outbox.send(written.copies);
    } catch (JmsException e) {
      // the ends are written; the sweep sends the copies when the broker is back
      LOG.warn("{} copies will be sent when the broker is back", written.copies.size());
    }
    return written.states;
  }

  private Written write(List<Ended> all) {
    List<Arrival> news = all.stream().flatMap(e -> e.news.stream()).toList();
    Set<String> caseNos = new TreeSet<>();
    all.forEach(e -> caseNos.add(e.delivery.caseNo()));
    news.forEach(n -> caseNos.add(n.caseNo()));
    List<Copy> copies = new ArrayList<>();
    Iterator<Decision> decisions = List.<Decision>of().iterator();
    if (news.isEmpty()) {
      cases.lock(caseNos);
    } else {
      Acceptance.Written accepted = acceptance.write(cases.open(caseNos), news);
      copies.addAll(accepted.copies());
      decisions = accepted.decisions().iterator();
    }
    List<Settled> settled = new ArrayList<>();
    Set<String> goOn = new TreeSet<>();
    for (Ended ended : all) {
      Optional<String> refused =
          ended.news.isPresent() ? refusal(decisions.next()) : ended.refusedNews;
      Settlement end = endings.settlement(ended.delivery, ended.attempt, refused);
      settled.add(new Settled(ended.delivery, end));
      if (end.state().done()) {
        goOn.add(ended.delivery.caseNo());
      }
    }
    deliveries.settle(settled);
    copies.addAll(lanes.advance(goOn));
    return new Written(settled.stream().map(s -> s.end().state()).toList(), copies);
  }

  private static Optional<String> refusal(Decision decision) {
    return decision instanceof Decision.Refused refused
        ? Optional.of(refused.problem().detail())
        : Optional.empty();
  }

  /** Nobody waits for the journal any more when the relay stops. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping.countDown();
  }

  /** Ends after the routes, which use it. */
  @Override
  public void destroy() {
    commits.close();
  }
}

package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Acceptance.Arrival;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.watch.Watch;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes a canonical message in: checks it, writes it to the journal with its deliveries, puts their
 * copies on the broker, and only then gives a receipt. A crash after the journal and before the
 * broker is mended by {@link Sweep}; a sender that got no receipt sends again and gets the same
 * one.
 */
@Component
public class Intake implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Examination examination;
  private final Acceptance acceptance;
  private final Outbox outbox;
  private final Durability durability;
  private final TransactionOperations transactions;
  private final Watch watch;
  private final GroupCommit<Arrival, Decision> commits;

  Intake(
      Examination examination,
      Acceptance acceptance,
      Outbox outbox,
      Durability durability,
      TransactionOperations transactions,
      Watch watch) {
    this.examination = examination;
    this.acceptance = acceptance;
    this.outbox = outbox;
    this.durability = durability;
    this.transactions = transactions;
    this.watch = watch;
    this.commits = new GroupCommit<>("intake", this::commit);
  }

  /**
   * Accepts a message that came to a door.
   *
   * @param system who is known to have sent it
   * @param door where it came in, for the journal
   * @param envelope the canonical message
   */
  public Decision accept(String system, String door, ObjectNode envelope) {
    return watch.intake(system, door, envelope, () -> decide(system, door, envelope));
  }

  private Decision decide(String system, String door, ObjectNode envelope) {
    var reason = durability.refusal();
    if (reason.isPresent()) {
      return notNow(reason.get());
    }
    Examination.Findings found = examination.examine(system, envelope);
    if (found.problem().isPresent()) {
      return new Decision.Refused(found.problem().get());
    }
    var arrival = Arrival.of(door, new CaseMessage(envelope), found.warnings());
    try {
      return commits.submit(arrival);
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        throw e;
      }
      LOG.warn(
          "message {} from {} at {} was not accepted, the sender was told to try again: {}",
          arrival.id(),
          system,
          door,
          e.getClass().getSimpleName());
      return notNow("暂时无法可靠保存报文");
    }
  }

  private List<Decision> commit(List<Arrival> arrivals) {
    Acceptance.Written written;
    try {
      written = transactions.execute(status -> acceptance.write(arrivals));
    } catch (RuntimeException e) {
      if (Durability.isAway(e) && !(e instanceof JmsException)) {
        durability.journalFailed(e);
      }
      throw e;
    }
    outbox.send(written.copies());
    return written.decisions();
  }

  private static Decision notNow(String why) {
    return new Decision.Refused(Problem.of(Kind.UNAVAILABLE, why + "，未受理。请稍后原样重发"));
  }

  @Override
  public void destroy() {
    commits.close();
  }
}

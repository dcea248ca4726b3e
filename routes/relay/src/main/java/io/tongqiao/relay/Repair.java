package io.tongqiao.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.AuditEntry;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * What an operator does to one delivery that stands still. Each act is made and audited in one
 * transaction under the lock of the case, and the lane goes on by itself. An act that is not
 * allowed changes nothing and gives the problem.
 */
@Component
public class Repair {

  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
  private static final Set<State> STUCK = EnumSet.of(State.PARKED, State.WAITING);
  private static final Set<State> NOT_YET_SENT =
      EnumSet.of(State.PARKED, State.WAITING, State.BACKLOG);

  private final DeliveryQueries queries;
  private final DeliveryJournal deliveries;
  private final Journal journal;
  private final Lanes lanes;
  private final Examination examination;
  private final Returns returns;
  private final JsonMapper json;

  Repair(
      DeliveryQueries queries,
      DeliveryJournal deliveries,
      Journal journal,
      Lanes lanes,
      Examination examination,
      Returns returns,
      JsonMapper json) {
    this.queries = queries;
    this.deliveries = deliveries;
    this.journal = journal;
    this.lanes = lanes;
    this.examination = examination;
    this.returns = returns;
    this.json = json;
  }

  /** Sends a parked or waiting delivery again as soon as its lane allows. */
  public Optional<Problem> resend(long id, Instruction by) {
    return change(id, "重发", STUCK, delivery -> reopened(delivery, "delivery.resend", by, ""));
  }

  /** Leaves a delivery out for good: the system does not get it, and its lane goes on. */
  public Optional<Problem> skip(long id, Instruction by) {
    return change(id, "跳过", NOT_YET_SENT, delivery -> skipped(delivery, by));
  }

  /** The same within a change of its case. */
  List<Copy> skipped(StoredDelivery delivery, Instruction by) {
    lanes.moveTo(List.of(delivery.id()), State.SKIPPED, "运维人员跳过：" + by.reason());
    audit(delivery, "delivery.skip", by, State.SKIPPED.name());
    return List.of();
  }

  /**
   * Returns a parked delivery to whoever sent the message, who gets a message of its own that tells
   * why (数据退回).
   */
  public Optional<Problem> giveBack(long id, Instruction by) {
    return change(id, "退回", EnumSet.of(State.PARKED), delivery -> returned(delivery, by));
  }

  /**
   * The same within a change of its case.
   *
   * @throws RefusedChangeException when the sender would not get it; the change is to be undone
   */
  List<Copy> returned(StoredDelivery delivery, Instruction by) {
    lanes.moveTo(List.of(delivery.id()), State.RETURNED, "已退回发送方：" + by.reason());
    audit(delivery, "delivery.return", by, State.RETURNED.name());
    return returns.tell(delivery, by.reason());
  }

  /**
   * Sends a corrected message in the place of a parked or waiting one, as soon as its lane allows.
   * It becomes the delivery's next version; the message stays as it was accepted.
   *
   * @param corrected the whole canonical message; id, source, type and subject are the message's
   */
  public Optional<Problem> correct(long id, ObjectNode corrected, Instruction by) {
    return change(
        id,
        "更正",
        STUCK,
        delivery -> {
          StoredMessage message = journal.message(delivery.messageId()).orElseThrow();
          refuse(faults(message, corrected));
          String before = queries.body(id).map(AuditEntry::sm3).orElse("");
          deliveries.correct(delivery, corrected.toString(), by.actor(), by.reason());
          String change = ", SM3 " + before + " → " + AuditEntry.sm3(corrected.toString());
          return reopened(delivery, "delivery.correct", by, change);
        });
  }

  private List<Copy> reopened(
      StoredDelivery delivery, String act, Instruction by, String withWhat) {
    lanes.moveTo(List.of(delivery.id()), State.BACKLOG, "");
    audit(delivery, act, by, State.BACKLOG + withWhat);
    return List.of();
  }

  private Optional<Problem> faults(StoredMessage message, ObjectNode corrected) {
    JsonNode accepted = read(message.body());
    List<Finding> identity = new ArrayList<>();
    for (String field : List.of("id", "source", "type", "subject")) {
      if (!accepted.path(field).equals(corrected.path(field))) {
        String was = accepted.path(field).asText();
        identity.add(new Finding("/" + field, "更正不能改变报文的 " + field, "改回 " + was));
      }
    }
    return identity.isEmpty()
        ? examination.examine(message.source(), corrected).problem()
        : Optional.of(Problem.of(Kind.INVALID, "更正后的报文不再是同一份报文", identity));
  }

  private Optional<Problem> change(
      long id, String act, Set<State> allowed, Function<StoredDelivery, List<Copy>> change) {
    Optional<StoredDelivery> found = queries.find(id);
    if (found.isEmpty()) {
      return Optional.of(unknown(id));
    }
    StoredDelivery delivery = found.get();
    try {
      lanes.changeWith(
          List.of(delivery.caseNo()),
          () -> {
            StoredDelivery now = queries.find(id).orElseThrow();
            refuse(
                allowed.contains(now.state()) ? Optional.empty() : wrongState(now, act, allowed));
            return change.apply(now);
          });
    } catch (RefusedChangeException e) {
      return Optional.of(e.problem().about(delivery.messageId()));
    } catch (JmsException e) {
      LOG.warn(
          "the change of delivery {} to {} is made; what is ready now goes to the broker when that is back",
          id,
          delivery.system());
    }
    return Optional.empty();
  }

  private static void refuse(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw new RefusedChangeException(problem.get());
    }
  }

  /** That there is no such delivery. */
  public static Problem unknown(long id) {
    return Problem.of(Kind.NOT_FOUND, "没有编号为 " + id + " 的投递。编号见通道列表（lanes）的 deliveryId");
  }

  private static Optional<Problem> wrongState(
      StoredDelivery delivery, String act, Set<State> from) {
    String states = from.stream().map(State::name).collect(Collectors.joining("、"));
    String told = "投递 " + delivery.id() + "（" + delivery.system() + "）处于 " + delivery.state();
    String fix =
        delivery.state().done()
            ? "已了结的投递用补发（message replay）重送"
            : "先查看投递的状态；只有 " + states + " 可以" + act;
    return Optional.of(
        Problem.of(
            Kind.ILLEGAL_STATE,
            told + "，不能" + act + "。" + fix,
            List.of(new Finding("/state", told + "，不能" + act, fix))));
  }

  /** Texts of messages are told by their digest only. */
  private void audit(StoredDelivery delivery, String act, Instruction by, String after) {
    String object =
        "delivery " + delivery.id() + " of " + delivery.messageId() + " to " + delivery.system();
    journal.audit(by.actor(), act, object, by.reason(), delivery.state().name(), after);
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}

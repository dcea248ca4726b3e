package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.schema.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Tongqiao has accepted, and who must therefore have what: the platform's messages, those that
 * the played systems have told and that were accepted, and the news in their answers.
 */
final class Account {

  private static final Set<String> GRANTS =
      Set.of(EventType.APPROVED.name(), EventType.APPROVED_TOLERANCE.name());

  private final Repertoire repertoire;
  private final Map<String, ObjectNode> heads = new HashMap<>();
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Map<String, Long> own = new HashMap<>();
  private final List<Duty> duties = new ArrayList<>();

  private Account(Repertoire repertoire) {
    this.repertoire = repertoire;
  }

  /** Draws up the account from the platform's accepted messages and the ledgers. */
  static Account of(Repertoire repertoire, Collection<Message> own, List<LedgerLine> lines) {
    var account = new Account(repertoire);
    own.forEach(account::head);
    own.forEach(account::add);
    own.forEach(m -> account.own.merge(saying(m.source(), m.caseNo(), m.event()), 1L, Long::sum));
    lines.stream().filter(line -> !line.received() && line.done()).forEach(account::told);
    account.news(lines);
    return account;
  }

  /** What is known of a case from the platform, which tells it before anybody else speaks. */
  private void head(Message message) {
    ObjectNode head =
        heads.computeIfAbsent(message.caseNo(), n -> JsonNodeFactory.instance.objectNode());
    message
        .complete()
        .caseNode()
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("systemCaseNo")) {
                head.set(field.getKey(), field.getValue());
              }
            });
  }

  private void add(Message message) {
    if (messages.putIfAbsent(message.id(), message) == null) {
      repertoire
          .receivers(message)
          .forEach((system, operation) -> duties.add(new Duty(message, system, operation)));
      if (GRANTS.contains(message.event()) && repertoire.decides(message.source())) {
        add(push(message));
      }
    }
  }

  /** What Tongqiao itself tells of a case that was granted, to those who supervise it. */
  private Message push(Message grant) {
    ObjectNode envelope =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "push-" + grant.id())
            .put("source", Catalogue.SELF)
            .put("type", EventType.SUPERVISION_PUSH.type())
            .put("subject", grant.caseNo());
    return Message.of(envelope, known(grant.caseNo()), Message.UNKNOWN);
  }

  private void told(LedgerLine line) {
    repertoire
        .told(line.system(), line.answer())
        .ifPresent(
            sample -> {
              ObjectNode envelope = repertoire.about(sample, line.caseNo());
              if (envelope.path("id").asText().startsWith("sha256:")) {
                envelope.put("id", "sha256:" + line.digest());
              }
              add(Message.of(envelope, known(line.caseNo()), line.seq()));
            });
  }

  private ObjectNode known(String caseNo) {
    return heads.getOrDefault(caseNo, JsonNodeFactory.instance.objectNode());
  }

  /** An answer with news is as good as told: its message is named after the one it answers. */
  private void news(List<LedgerLine> lines) {
    var answers = new HashMap<String, LedgerLine>();
    for (LedgerLine line : lines) {
      if (line.worked() && repertoire.news(line.system(), line.answer()).isPresent()) {
        answers.putIfAbsent(work(line.system(), line.operation(), line.messageId()), line);
      }
    }
    for (Duty duty : List.copyOf(duties)) {
      boolean traced = repertoire.traced(duty.system(), duty.operation());
      String id = traced ? duty.message().id() : "";
      Optional.ofNullable(answers.get(work(duty.system(), duty.operation(), id)))
          .ifPresent(line -> add(news(duty, line)));
    }
  }

  private Message news(Duty duty, LedgerLine line) {
    String caseNo = duty.message().caseNo();
    ObjectNode envelope =
        repertoire.about(repertoire.news(line.system(), line.answer()).orElseThrow(), caseNo);
    envelope.put("id", duty.message().id() + "." + duty.operation());
    return Message.of(envelope, known(caseNo), Message.UNKNOWN);
  }

  /** How often a system may say an event of a case: as often as it was handed over, or once. */
  long timesAccepted(String source, String caseNo, String event) {
    long handedOver = own.getOrDefault(saying(source, caseNo, event), 0L);
    long told = repertoire.tellings(source, EventType.valueOf(event).type());
    return Math.max(1, Math.max(handedOver, told));
  }

  private static String saying(String source, String caseNo, String event) {
    return source + "/" + caseNo + "/" + event;
  }

  private static String work(String system, String operation, String messageId) {
    return system + "/" + operation + "/" + messageId;
  }

  /** Accepted messages by Tongqiao's id. */
  Map<String, Message> messages() {
    return messages;
  }

  List<Duty> duties() {
    return duties;
  }
}

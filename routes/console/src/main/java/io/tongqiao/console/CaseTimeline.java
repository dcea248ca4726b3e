package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.console.CaseSheet.Entry;
import io.tongqiao.console.CaseSheet.Kind;
import io.tongqiao.console.people.Scope;
import io.tongqiao.journal.CaseHistory;
import io.tongqiao.journal.CaseHistory.Accepted;
import io.tongqiao.journal.CaseHistory.Exchange;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.manual.Task;
import io.tongqiao.manual.TaskQueries;
import io.tongqiao.prerequisite.PullSearch;
import io.tongqiao.schema.EventType;
import io.tongqiao.supervision.PushQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What happened to a case, over all systems, in order of time. */
@Component
class CaseTimeline {

  private static final int MOST_PULLS = 100;

  private final CaseHistory history;
  private final TaskQueries tasks;
  private final PullSearch pulls;
  private final PushQueries pushes;
  private final Clock clock;

  CaseTimeline(
      CaseHistory history, TaskQueries tasks, PullSearch pulls, PushQueries pushes, Clock clock) {
    this.history = history;
    this.tasks = tasks;
    this.pulls = pulls;
    this.pushes = pushes;
    this.clock = clock;
  }

  /** The entries; pulls and pushes concern many systems, so only who sees all sees them. */
  List<Entry> entries(
      String caseNo, List<Accepted> messages, List<StoredDelivery> deliveries, Scope scope) {
    Map<Long, Accepted> bySeq =
        messages.stream().collect(Collectors.toMap(Accepted::seq, Function.identity()));
    List<Entry> entries = new ArrayList<>();
    messages.forEach(message -> entries.add(accepted(message)));
    Map<String, List<Exchange>> exchanges =
        history.exchanges(bySeq.keySet()).stream()
            .map(CaseTimeline::masked)
            .collect(Collectors.groupingBy(e -> lane(e.seq(), e.system())));
    Map<Long, StoredDelivery> byId =
        deliveries.stream().collect(Collectors.toMap(StoredDelivery::id, Function.identity()));
    for (StoredDelivery delivery : deliveries) {
      entries.add(
          delivered(
              delivery,
              bySeq.get(delivery.seq()),
              exchanges.getOrDefault(lane(delivery.seq(), delivery.system()), List.of())));
    }
    for (CaseHistory.Act act : history.acts(deliveries)) {
      entries.add(acted(act, byId.get(act.delivery())));
    }
    for (Task task : tasks.ofMessages(messages.stream().map(Accepted::id).toList())) {
      if (scope.includes(task.system())) {
        entries.add(entered(task));
      }
    }
    if (scope.isAll()) {
      asked(caseNo, entries);
      pushed(caseNo, entries);
    }
    entries.sort(Comparator.comparing(Entry::at));
    return List.copyOf(entries);
  }

  private static Exchange masked(Exchange e) {
    String detail = Masked.personal(e.detail());
    return new Exchange(
        e.seq(), e.system(), e.level(), e.outcome(), e.receiptNo(), e.code(), detail, e.at());
  }

  private static String lane(long seq, String system) {
    return seq + " " + system;
  }

  private static Entry accepted(Accepted message) {
    return new Entry(
        message.acceptedAt(),
        Kind.MESSAGE,
        message.source(),
        Optional.of(EventType.valueOf(message.event())),
        message.id(),
        0,
        "",
        "ACCEPTED",
        message.sourceId(),
        "",
        "",
        "",
        0,
        0,
        List.of());
  }

  private static Entry delivered(
      StoredDelivery delivery, Accepted message, List<Exchange> exchanges) {
    return new Entry(
        delivery.changedAt(),
        Kind.DELIVERY,
        delivery.system(),
        Optional.ofNullable(message).map(m -> EventType.valueOf(m.event())),
        delivery.messageId(),
        delivery.id(),
        delivery.operation(),
        delivery.state().name(),
        delivery.receiptNo(),
        delivery.code(),
        Masked.personal(delivery.cause()),
        "",
        delivery.attempts(),
        delivery.millis(),
        exchanges);
  }

  private static Entry acted(CaseHistory.Act act, StoredDelivery delivery) {
    return new Entry(
        act.at(),
        Kind.ACT,
        delivery.system(),
        Optional.empty(),
        delivery.messageId(),
        delivery.id(),
        act.act(),
        "",
        "",
        "",
        act.reason(),
        act.actor(),
        0,
        0,
        List.of());
  }

  private Entry entered(Task task) {
    return new Entry(
        task.ended() ? task.changedAt() : task.openedAt(),
        Kind.TASK,
        task.system(),
        Optional.empty(),
        task.messageId(),
        task.delivery().id(),
        task.operation(),
        task.stateAt(clock.instant()).name(),
        task.receiptNo(),
        "",
        Masked.personal(task.reason()),
        task.takenBy(),
        0,
        0,
        List.of());
  }

  private void asked(String caseNo, List<Entry> entries) {
    var filter = new PullSearch.Filter("", caseNo, "", "", Optional.empty(), Optional.empty());
    for (PullSearch.Found found : pulls.newest(filter, MOST_PULLS)) {
      PullSearch.Pull pull = found.pull();
      entries.add(
          plain(
              pull.askedAt(),
              Kind.PULL,
              pull.asker(),
              pull.id(),
              pull.answeredAt().isPresent() ? "ANSWERED" : "PENDING",
              pull.orgName() + "，" + found.materials().size() + " 份材料"));
    }
  }

  private void pushed(String caseNo, List<Entry> entries) {
    for (JsonNode push : pushes.ofCase(caseNo)) {
      for (JsonNode department : push.path("departments")) {
        String name = department.path("name").asText();
        String number = push.path("push").asText();
        Instant at = Instant.parse(push.path("pushedAt").asText());
        entries.add(plain(at, Kind.PUSH, "", number, department.path("state").asText(), name));
        if (department.has("claimedAt")) {
          entries.add(
              plain(
                  Instant.parse(department.path("claimedAt").asText()),
                  Kind.CLAIM,
                  department.path("claimedBy").asText(),
                  number,
                  "CLAIMED",
                  name));
        }
      }
    }
  }

  private static Entry plain(
      Instant at, Kind kind, String system, String number, String state, String detail) {
    return new Entry(
        at,
        kind,
        system,
        Optional.empty(),
        number,
        0,
        "",
        state,
        "",
        "",
        detail,
        "",
        0,
        0,
        List.of());
  }
}

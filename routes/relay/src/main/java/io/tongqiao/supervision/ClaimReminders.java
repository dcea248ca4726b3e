package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Copy;
import io.tongqiao.relay.Acceptance;
import io.tongqiao.relay.Acceptance.Arrival;
import io.tongqiao.relay.Durability;
import io.tongqiao.relay.Outbox;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.WorkCalendar;
import io.tongqiao.supervision.PushJournal.Push;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Urges once, on a working day, what a department has not claimed in time: an electronic monitoring
 * message for whoever wants it, such as a text message platform. Where the site knows nobody to
 * tell, only the bureau's own systems hear of it.
 */
@Component
class ClaimReminders {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimReminders.class);
  private static final int MOST = 100;

  private final PushJournal pushes;
  private final CaseJournal cases;
  private final Acceptance acceptance;
  private final Outbox outbox;
  private final TransactionOperations transactions;
  private final Catalogue catalogue;
  private final WorkCalendar calendar;
  private final SupervisionSettings.Supervision settings;
  private final Clock clock;

  ClaimReminders(
      PushJournal pushes,
      CaseJournal cases,
      Acceptance acceptance,
      Outbox outbox,
      TransactionOperations transactions,
      Catalogue catalogue,
      WorkCalendar calendar,
      SupervisionSettings settings,
      Clock clock) {
    this.pushes = pushes;
    this.cases = cases;
    this.acceptance = acceptance;
    this.outbox = outbox;
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.calendar = calendar;
    this.settings = settings.supervision();
    this.clock = clock;
  }

  /** Looks once. */
  @Scheduled(
      initialDelayString = "${tongqiao.supervision.look:60s}",
      fixedDelayString = "${tongqiao.supervision.look:60s}")
  void look() {
    Instant now = clock.instant();
    OffsetDateTime here = now.atOffset(ZoneOffset.ofHours(8));
    if (!calendar.isWorkday(here.toLocalDate())
        || here.toLocalTime().isBefore(settings.remindFrom())) {
      return;
    }
    try {
      for (Push push : pushes.overdue(now, MOST)) {
        outbox.send(transactions.execute(status -> remind(push, now)));
      }
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        throw e;
      }
      LOG.warn("pushes that nobody has claimed are looked for again: {}", e.toString());
    }
  }

  private List<Copy> remind(Push push, Instant now) {
    var files = cases.open(List.of(push.caseNo()));
    if (!pushes.remind(push, now)) {
      return List.of();
    }
    Arrival arrival = Arrival.of("supervision", new CaseMessage(envelope(push, now)), List.of());
    return acceptance.write(files, List.of(arrival)).copies();
  }

  private ObjectNode envelope(Push push, Instant now) {
    String id = "claim-overdue-" + push.push() + "-" + push.department();
    ObjectNode envelope = Envelopes.of(EventType.MONITORING, id, push.caseNo(), now);
    ObjectNode told = envelope.withObject("/data/monitoring");
    told.put("kind", "URGE").put("time", Envelopes.time(now));
    told.set("department", Departments.json(push.department(), push.name()));
    told.put("content", "办件 " + push.caseNo() + " 已准予并推送监管，" + push.name() + "逾期未认领，请尽快认领");
    told.put("state", "1").put("push", push.push()).put("dueTime", Envelopes.time(push.dueAt()));
    String mobile = settings.contacts().getOrDefault(push.department(), "");
    if (!mobile.isEmpty()) {
      told.putObject("contact").put("name", push.name() + "监管联系人").put("mobile", mobile);
      return envelope;
    }
    String bureau =
        catalogue.descriptors().stream()
            .filter(d -> d.tier() == Descriptor.Tier.COUNTY)
            .map(Descriptor::id)
            .collect(Collectors.joining(","));
    return bureau.isEmpty() ? envelope : envelope.put("target", bureau);
  }
}

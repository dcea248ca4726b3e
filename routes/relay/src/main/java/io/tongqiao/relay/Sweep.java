package io.tongqiao.relay;

import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Puts on its way what is due: deliveries whose next attempt has come, and what a crash left
 * between journal and broker. Sending twice does no harm: dispatch and delivery ask the journal
 * first.
 */
@Component
class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Journal journal;
  private final DeliveryJournal deliveries;
  private final Settling settling;
  private final Outbox outbox;
  private final Duration lostAfter;
  private final Clock clock;
  private final Instant started;

  Sweep(
      Journal journal,
      DeliveryJournal deliveries,
      Settling settling,
      Outbox outbox,
      RelayProperties properties,
      Clock clock) {
    this.journal = journal;
    this.deliveries = deliveries;
    this.settling = settling;
    this.outbox = outbox;
    this.lostAfter = properties.lostAfter();
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Looks once. */
  @Scheduled(fixedDelayString = "${tongqiao.sweep:500ms}")
  void sweep() {
    try {
      waiting();
      lost();
    } catch (DataAccessException | TransactionException | JmsException e) {
      LOG.error(
          "cannot look for due deliveries: journal or broker is not available; the next look follows",
          e);
    }
  }

  private void waiting() {
    List<StoredDelivery> due = new ArrayList<>(deliveries.due(clock.instant()));
    due.addAll(deliveries.forgottenBacklog());
    due.forEach(this::sendAgain);
  }

  private void sendAgain(StoredDelivery delivery) {
    deliveries.moveTo(delivery.id(), State.READY);
    settling.send(delivery);
  }

  /**
   * What the journal says is on its way, while nothing stands on the queue where it should be. What
   * was on its way when this process began is looked for at once.
   */
  private void lost() {
    Instant agedOut = clock.instant().minus(lostAfter);
    Instant before = agedOut.isAfter(started) ? agedOut : started;
    List<StoredMessage> stranded = journal.stranded(before);
    if (!stranded.isEmpty() && outbox.empty(Queues.CASES)) {
      stranded.forEach(m -> outbox.accepted(m.id(), m.caseNo(), m.body()));
    }
    Map<String, List<StoredDelivery>> ready =
        deliveries.readySince(before).stream()
            .collect(Collectors.groupingBy(StoredDelivery::system));
    ready.forEach(
        (system, copies) -> {
          if (outbox.empty(Queues.out(system))) {
            copies.forEach(this::sendAgain);
          }
        });
  }
}

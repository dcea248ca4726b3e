package io.tongqiao.relay;

import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks around, a few times a second: for room on the disk, for pauses, for deliveries whose next
 * attempt has come, for a system that wants a probe, and, when a crash or a failure may have come
 * between journal and broker, for deliveries that are ready without a copy on their queue.
 */
@Component
class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int CHUNK = 500;

  /** What is left of a drain is counted once in so many looks. */
  private static final int RECOUNT = 10;

  private final DeliveryQueries queries;
  private final Lanes lanes;
  private final Gates gates;
  private final InFlight inFlight;
  private final Outbox outbox;
  private final Durability durability;
  private final Clock clock;
  private int looks;

  Sweep(
      DeliveryQueries queries,
      Lanes lanes,
      Gates gates,
      InFlight inFlight,
      Outbox outbox,
      Durability durability,
      Clock clock) {
    this.queries = queries;
    this.lanes = lanes;
    this.gates = gates;
    this.inFlight = inFlight;
    this.outbox = outbox;
    this.durability = durability;
    this.clock = clock;
  }

  /** Looks once. */
  @Scheduled(fixedDelayString = "${tongqiao.sweep:500ms}")
  void sweep() {
    durability.look();
    looks++;
    try {
      gates.look();
      List<String> due = queries.dueCases(clock.instant());
      durability.journalAnswered();
      lanes.advance(due);
      gates.all().forEach(this::breaker);
      Optional<Instant> doubt = durability.doubt();
      if (doubt.isPresent()) {
        compare(doubt.get());
      }
    } catch (JmsException e) {
      durability.brokerFailed(e);
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        LOG.error("a look around failed; the next one follows", e);
        return;
      }
      durability.journalFailed(e);
    }
  }

  private void breaker(String system, Gate gate) {
    if (gate.wantsProbe()) {
      queries.longestWaiting(system).ifPresent(lanes::hurry);
    }
    boolean begins = gate.wantsCount();
    if (begins) {
      lanes.hurryAll(system);
    }
    if (begins || (gate.isDraining() && looks % RECOUNT == 0)) {
      gate.drain(queries.onTheirWay(system));
    }
  }

  /** Puts on the queues what the journal says should be there. */
  private void compare(Instant since) {
    for (String system : gates.all().keySet()) {
      List<Copy> ready = queries.readySince(system, since);
      if (!ready.isEmpty()) {
        Set<Long> there = outbox.waiting(system);
        List<Copy> missing = new ArrayList<>(ready);
        missing.removeIf(c -> there.contains(c.delivery()) || inFlight.has(c.delivery()));
        for (int i = 0; i < missing.size(); i += CHUNK) {
          outbox.send(missing.subList(i, Math.min(i + CHUNK, missing.size())));
        }
        LOG.info(
            "{} deliveries to {} were on their way, {} of them not on its queue: put there again",
            ready.size(),
            system,
            missing.size());
      }
    }
    durability.brokerAnswered();
    durability.compared(since);
  }
}

package io.tongqiao.relay;

import io.tongqiao.journal.BulkAct;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.ReplayJournal;
import io.tongqiao.journal.ReplayJournal.Replay;
import io.tongqiao.journal.StoredDelivery;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Skips or returns the deliveries of a bulk one after the other, as an operator would do to each:
 * the act, its audit, what the lane does next and how far the bulk came are one transaction a
 * delivery. One that cannot be returned stays as it stands, and the others go on.
 */
@Component
class OneByOne {

  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

  private final ReplayJournal replays;
  private final DeliveryQueries queries;
  private final Repair repair;
  private final Lanes lanes;

  OneByOne(ReplayJournal replays, DeliveryQueries queries, Repair repair, Lanes lanes) {
    this.replays = replays;
    this.queries = queries;
    this.repair = repair;
    this.lanes = lanes;
  }

  /** Acts on these in their order; ends where the bulk has moved on or was ended by somebody. */
  void act(Replay replay, List<Copy> next) {
    long reached = replay.reached();
    for (Copy copy : next) {
      act(replay, reached, copy);
      reached = copy.delivery();
    }
  }

  private void act(Replay replay, long reached, Copy copy) {
    try {
      lanes.changeWith(List.of(copy.caseNo()), () -> turn(replay, reached, copy));
    } catch (RefusedChangeException e) {
      LOG.info(
          "bulk {} leaves delivery {} to {} parked: {}",
          replay.id(),
          copy.delivery(),
          copy.system(),
          e.problem().kind().slug());
      lanes.change(List.of(copy.caseNo()), () -> pass(replay, reached, copy));
    }
  }

  /** The case is locked. */
  private List<Copy> turn(Replay replay, long reached, Copy copy) {
    if (!replays.take(replay, reached)) {
      return List.of();
    }
    Optional<StoredDelivery> delivery = queries.find(copy.delivery()).filter(replay.filter()::fits);
    replays.advance(replay, copy.delivery(), delivery.isPresent() ? 1 : 0);
    return delivery.map(d -> done(replay, d)).orElse(List.of());
  }

  private List<Copy> done(Replay replay, StoredDelivery delivery) {
    var by = new Instruction(replay.actor(), replay.reason());
    return replay.act() == BulkAct.SKIP
        ? repair.skipped(delivery, by)
        : repair.returned(delivery, by);
  }

  private void pass(Replay replay, long reached, Copy copy) {
    if (replays.take(replay, reached)) {
      replays.advance(replay, copy.delivery(), 0);
    }
  }
}

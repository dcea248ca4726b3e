package io.tongqiao.prerequisite;

import io.tongqiao.relay.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Goes on with what a crash has left, soon after the start and once a minute. */
@Component
class PullSweep {

  private static final Logger LOG = LoggerFactory.getLogger(PullSweep.class);

  private final Pulls pulls;

  PullSweep(Pulls pulls) {
    this.pulls = pulls;
  }

  /** Looks once. */
  @Scheduled(initialDelayString = "${tongqiao.documents.resume:5s}", fixedDelayString = "60s")
  void look() {
    try {
      pulls.resume();
    } catch (RuntimeException e) {
      if (Durability.isAway(e)) {
        LOG.warn("open pulls are looked for again in a minute: {}", e.toString());
        return;
      }
      LOG.error("open pulls could not be looked for", e);
    }
  }
}

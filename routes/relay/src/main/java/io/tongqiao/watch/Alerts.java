package io.tongqiao.watch;

import io.tongqiao.journal.LeaseJournal;
import io.tongqiao.relay.Durability;
import io.tongqiao.watch.Alarm.Rule;
import io.tongqiao.watch.AlertJournal.Alert;
import io.tongqiao.watch.AlertJournal.Kind;
import io.tongqiao.watch.AlertJournal.Notice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Raises an alert once, tells it again while it goes on, and tells when it is over. What is to be
 * told stands in the journal with the change that it tells, in one transaction, and goes from
 * there: a crash loses none, and repeats one at most under the same number. One node at a time does
 * it.
 */
@Component
class Alerts {

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final String WORK = "alerts";
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);
  private static final Duration KEEP = Duration.ofDays(180);

  /** After so many attempts, over two days, nobody will want to know any more. */
  private static final int ATTEMPTS = 300;

  private static final long LONGEST_PAUSE_SECONDS = 600;

  private final Sight sight;
  private final AlertRules rules;
  private final AlertJournal journal;
  private final List<AlertChannel> channels;
  private final AlertProperties settings;
  private final LeaseJournal leases;
  private final TransactionOperations transactions;
  private final Clock clock;

  Alerts(
      Sight sight,
      AlertRules rules,
      AlertJournal journal,
      List<AlertChannel> channels,
      AlertProperties settings,
      LeaseJournal leases,
      TransactionOperations transactions,
      Clock clock) {
    this.sight = sight;
    this.rules = rules;
    this.journal = journal;
    this.channels = List.copyOf(channels);
    this.settings = settings;
    this.leases = leases;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Looks once, and tells what is to be told. */
  @Scheduled(
      initialDelayString = "${tongqiao.alerts.every:30s}",
      fixedDelayString = "${tongqiao.alerts.every:30s}")
  void look() {
    try {
      Instant now = clock.instant();
      List<Alarm> found = sight.last().map(rules::of).orElse(List.of());
      if (sight.last().isPresent() && leases.hold(WORK, lease())) {
        if (!found.isEmpty() || !journal.open().isEmpty()) {
          transactions.executeWithoutResult(status -> compare(found, now));
        }
        tell(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (Durability.isAway(e)) {
        LOG.warn("alerts wait until the journal is back; what is wrong stands in this log");
        return;
      }
      LOG.error("looking for what is wrong failed; the next look follows", e);
    }
  }

  private void compare(List<Alarm> found, Instant now) {
    boolean quiet = quiet(now);
    Map<String, Alarm> left = new HashMap<>();
    found.forEach(alarm -> left.put(alarm.key(), alarm));
    for (Alert alert : journal.open()) {
      Alarm still = left.remove(alert.alarm().key());
      if (still != null) {
        journal.goesOn(alert, still);
        remind(alert, quiet, now);
      } else if (rules.knows(alert.alarm().rule(), now)) {
        end(alert, now);
      }
    }
    for (Alarm alarm : left.values()) {
      Alert alert = journal.raise(alarm, now);
      LOG.warn("alert {}: {}. {}", alert.id(), alarm.what(), alarm.remedy());
      remind(alert, quiet, now);
    }
    journal.forget(now.minus(KEEP));
  }

  /** Three looks: a node that has ended is replaced after that. */
  private Duration lease() {
    Duration three = settings.every().multipliedBy(3);
    return three.compareTo(SHORTEST_LEASE) > 0 ? three : SHORTEST_LEASE;
  }

  private boolean quiet(Instant now) {
    return settings.quiet().filter(hours -> Span.of(hours).contains(now)).isPresent();
  }

  private void remind(Alert alert, boolean quiet, Instant now) {
    boolean may = !quiet || alert.alarm().rule().urgent();
    boolean due = alert.told().map(told -> !told.plus(settings.repeat()).isAfter(now)).orElse(true);
    if (may && due) {
      Kind kind = alert.told().isPresent() ? Kind.STILL : Kind.RAISED;
      journal.tell(alert, kind, names(), now, now);
    }
  }

  /** Whoever was told is told that it is over, after the quiet hours; nobody else is. */
  private void end(Alert alert, Instant now) {
    journal.over(alert, now);
    LOG.info("alert {} is over: {}", alert.id(), alert.alarm().what());
    if (alert.told().isPresent()) {
      Rule rule = alert.alarm().rule();
      Instant due =
          settings
              .quiet()
              .map(Span::of)
              .filter(hours -> !rule.urgent() && hours.contains(now))
              .map(hours -> hours.endAfter(now))
              .orElse(now);
      journal.tell(alert, Kind.OVER, names(), due, now);
    }
  }

  private List<String> names() {
    return channels.stream().map(AlertChannel::name).toList();
  }

  /** A channel that does not take one now is left alone until the next look. */
  private void tell(Instant now) throws InterruptedException {
    Set<String> away = new HashSet<>();
    for (List<Notice> notices : together(journal.due(now))) {
      Notice first = notices.get(0);
      Optional<AlertChannel> channel = channel(first);
      Optional<Instant> later = channel.flatMap(c -> later(first, c, now));
      if (channel.isEmpty()) {
        // the site has taken it out of its settings
        notices.forEach(notice -> journal.sent(notice, now));
      } else if (later.isPresent()) {
        notices.forEach(notice -> journal.postpone(notice, later.get()));
      } else if (!away.contains(first.channel()) && !told(notices, channel.get())) {
        away.add(first.channel());
      }
    }
  }

  private Optional<AlertChannel> channel(Notice notice) {
    return channels.stream().filter(c -> c.name().equals(notice.channel())).findFirst();
  }

  /**
   * One by one, but those of a rule at once where the channel is to be sparing; what was tried
   * together is tried together again.
   */
  private Collection<List<Notice>> together(List<Notice> due) {
    return due.stream()
        .collect(
            Collectors.groupingBy(
                notice ->
                    channel(notice).filter(c -> !c.window().isZero()).isPresent()
                        ? notice.channel() + notice.alert().alarm().rule() + notice.attempts()
                        : Long.toString(notice.id()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values();
  }

  /** Until when a sparing channel holds back: its window, and hours that were quiet meanwhile. */
  private Optional<Instant> later(Notice notice, AlertChannel channel, Instant now) {
    if (channel.window().isZero()) {
      return Optional.empty();
    }
    Rule rule = notice.alert().alarm().rule();
    Optional<Instant> open =
        journal
            .lastSent(channel.name(), rule)
            .map(last -> last.plus(channel.window()))
            .filter(now::isBefore);
    return open.or(
        () ->
            settings
                .quiet()
                .map(Span::of)
                .filter(hours -> !rule.urgent() && hours.contains(now))
                .map(hours -> hours.endAfter(now)));
  }

  private boolean told(List<Notice> notices, AlertChannel channel) throws InterruptedException {
    try {
      channel.tell(notices);
      notices.forEach(notice -> journal.sent(notice, clock.instant()));
      return true;
    } catch (IOException e) {
      notices.forEach(notice -> failed(notice, channel, e));
      return false;
    }
  }

  private void failed(Notice notice, AlertChannel channel, IOException why) {
    if (notice.attempts() + 1 >= ATTEMPTS) {
      LOG.error("notice {} of an alert could not be told by {}", notice.id(), channel.name());
      journal.sent(notice, clock.instant());
      return;
    }
    Duration pause =
        Duration.ofSeconds(Math.min(5L << Math.min(notice.attempts(), 10), LONGEST_PAUSE_SECONDS));
    journal.failed(notice, clock.instant().plus(pause));
    LOG.warn(
        "notice {} of an alert was not taken by {} ({}); told again in {}",
        notice.id(),
        channel.name(),
        why.getMessage(),
        pause);
  }
}

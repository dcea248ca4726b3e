package io.tongqiao.prerequisite;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** How far the search for one material has come; read while it goes on. */
final class Progress {

  private final Wanted wanted;
  private final List<Tried> tried = new CopyOnWriteArrayList<>();
  private final List<PulledDocument> struck = new CopyOnWriteArrayList<>();
  private volatile Strategy strategy = Strategy.REUSE;
  private volatile Optional<LocalDate> due = Optional.empty();

  Progress(Wanted wanted) {
    this.wanted = wanted;
  }

  Wanted wanted() {
    return wanted;
  }

  void goOnWith(Strategy next) {
    strategy = next;
  }

  /** An answer is expected by a day. */
  void expect(LocalDate day) {
    due = Optional.of(day);
  }

  void tried(Tried attempt) {
    tried.add(attempt);
  }

  void struck(PulledDocument document) {
    struck.add(document);
  }

  /** What was looked for so far in vain, at its most hopeful; empty when nobody was asked. */
  Optional<Tried> best() {
    return tried.stream().reduce((a, b) -> a.outcome().or(b.outcome()) == a.outcome() ? a : b);
  }

  MaterialResult found(PulledDocument document, boolean reused) {
    return new MaterialResult(
        wanted,
        Outcome.FOUND,
        strategy,
        "",
        Optional.empty(),
        Optional.of(document),
        reused,
        List.copyOf(tried),
        List.copyOf(struck));
  }

  MaterialResult without(Outcome outcome, String reason, Optional<LocalDate> until) {
    return new MaterialResult(
        wanted,
        outcome,
        strategy,
        reason,
        until,
        Optional.empty(),
        false,
        List.copyOf(tried),
        List.copyOf(struck));
  }

  /** How it stands. */
  MaterialResult pending() {
    String who = strategy == Strategy.ASSIST ? "已请协办部门提供，等待答复" : "正在向持证系统查询";
    return without(Outcome.PENDING, who + "，结果会以消息送达", due);
  }
}

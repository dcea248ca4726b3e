package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Provision;
import io.tongqiao.prerequisite.Acquisition.Taken;
import io.tongqiao.prerequisite.Providers.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Looks for one material: each strategy in its turn, and whoever holds a document in the order of
 * preference, until one is found. No step waits; the next one begins when the one before has ended.
 */
@Component
class Search {

  /** Those who are asked in one turn, and by which strategy. */
  private record Turn(Strategy strategy, List<Candidate> candidates) {}

  private final Providers providers;
  private final Inquiries inquiries;
  private final Assistance assistance;

  Search(Providers providers, Inquiries inquiries, Assistance assistance) {
    this.providers = providers;
    this.inquiries = inquiries;
    this.assistance = assistance;
  }

  /**
   * Looks for a material that our own records do not have. Never fails.
   *
   * @param asked when the pull began
   */
  CompletableFuture<MaterialResult> begin(
      String pull, Order order, Progress progress, Instant asked) {
    List<Turn> turns = new ArrayList<>();
    providers
        .tiers(progress.wanted(), Provision.Kind.LIBRARY)
        .forEach(tier -> turns.add(new Turn(Strategy.LIBRARY, tier)));
    providers
        .tiers(progress.wanted(), Provision.Kind.HOLDER)
        .forEach(tier -> turns.add(new Turn(Strategy.HOLDER, tier)));
    return next(pull, order, progress, asked, turns.iterator())
        .thenCompose(
            found ->
                found
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> assist(pull, order, progress, asked)));
  }

  private CompletableFuture<Optional<MaterialResult>> next(
      String pull, Order order, Progress progress, Instant asked, Iterator<Turn> turns) {
    if (!turns.hasNext()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return turn(pull, order, progress, asked, turns.next())
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : next(pull, order, progress, asked, turns));
  }

  /** Asks side by side; the first document that is found wins. */
  private CompletableFuture<Optional<MaterialResult>> turn(
      String pull, Order order, Progress progress, Instant asked, Turn turn) {
    progress.goOnWith(turn.strategy);
    var won = new CompletableFuture<Optional<MaterialResult>>();
    var left = new AtomicInteger(turn.candidates.size());
    for (Candidate candidate : turn.candidates) {
      long begun = System.nanoTime();
      var unused =
          inquiries
              .ask(candidate, pull, order, progress.wanted(), asked, won::isDone)
              .thenAccept(
                  taken -> {
                    note(progress, turn.strategy, candidate, taken, begun);
                    taken
                        .document()
                        .ifPresent(d -> won.complete(Optional.of(progress.found(d, false))));
                    if (left.decrementAndGet() == 0) {
                      won.complete(Optional.empty());
                    }
                  })
              .whenComplete((told, fault) -> fail(won, fault));
    }
    return won;
  }

  private static void fail(CompletableFuture<?> won, Throwable fault) {
    if (fault != null) {
      won.completeExceptionally(fault);
    }
  }

  private static void note(
      Progress progress, Strategy strategy, Candidate candidate, Taken taken, long begun) {
    taken.struck().ifPresent(progress::struck);
    progress.tried(
        new Tried(
            strategy,
            candidate.provider().system(),
            candidate.sought().type().id(),
            taken.outcome(),
            taken.code(),
            taken.reason(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
  }

  private CompletableFuture<MaterialResult> assist(
      String pull, Order order, Progress progress, Instant asked) {
    Optional<Candidate> assistant = assistance.candidate(progress.wanted(), asked);
    if (assistant.isEmpty()) {
      return CompletableFuture.completedFuture(last(order, progress));
    }
    progress.expect(assistance.deadline(asked));
    return turn(pull, order, progress, asked, new Turn(Strategy.ASSIST, List.of(assistant.get())))
        .thenApply(found -> found.orElseGet(() -> last(order, progress)));
  }

  /** Nobody gave it. */
  private static MaterialResult last(Order order, Progress progress) {
    Wanted wanted = progress.wanted();
    if (!wanted.material().core() && order.toleratedUntil().isPresent()) {
      progress.goOnWith(Strategy.TOLERATE);
      return progress.without(Outcome.TOLERATED, "申请人已书面承诺限期补交", order.toleratedUntil());
    }
    progress.goOnWith(Strategy.UPLOAD);
    Optional<Tried> best = progress.best();
    if (best.isPresent()) {
      String why = best.get().reason().isEmpty() ? "没有取得" : best.get().reason();
      return progress.without(best.get().outcome(), why + "。可由申请人提交，或稍后重新调取", Optional.empty());
    }
    boolean nobodyNamed = wanted.documents().stream().allMatch(s -> s.holder().isEmpty());
    String why =
        nobodyNamed ? "没有写明是谁的证照，未查询。请在 materials[].holder 写明持证人" : "还没有接通持有这类证照的系统，未查询。请由申请人提交";
    return progress.without(Outcome.UNAVAILABLE, why, Optional.empty());
  }
}

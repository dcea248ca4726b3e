package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Durability;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Requests for documents: each is written down before anyone is asked, its materials are looked for
 * side by side, and its asker is told what is known when all of it is, or when its patience ends.
 * What comes later goes out as a message.
 *
 * <p>A crash leaves materials that are not known; they are looked for again, and told as late ones.
 */
@Component
public class Pulls {

  private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

  private final DocumentSettings settings;
  private final Requests requests;
  private final Beginnings beginnings;
  private final PullJournal journal;
  private final Reuse reuse;
  private final Search search;
  private final Settlements settlements;
  private final Tellings tellings;
  private final Durability durability;
  private final Clock clock;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  Pulls(
      DocumentSettings settings,
      Requests requests,
      Beginnings beginnings,
      PullJournal journal,
      Reuse reuse,
      Search search,
      Settlements settlements,
      Tellings tellings,
      Durability durability,
      Clock clock) {
    this.settings = settings;
    this.requests = requests;
    this.beginnings = beginnings;
    this.journal = journal;
    this.reuse = reuse;
    this.search = search;
    this.settlements = settlements;
    this.tellings = tellings;
    this.durability = durability;
    this.clock = clock;
  }

  /** What becomes of a request. */
  public sealed interface Reception {

    /** It was in order; the answer, {@code prerequisites.schema.json}, comes within the wait. */
    record Taken(CompletableFuture<ObjectNode> answer) implements Reception {}

    /** Nobody was asked. */
    record Refused(Problem problem) implements Reception {}
  }

  /**
   * Takes a request for documents of a case.
   *
   * @param asker who is known to have sent it
   * @param door where it came in, for the journal
   * @param request {@code prerequisite-request.schema.json}; anything else is refused
   * @param patience how long the answer may take; cut to the longest that is allowed
   */
  public Reception ask(
      String asker, String door, String caseNo, ObjectNode request, Optional<Duration> patience) {
    return received(asker, door, caseNo, request, Optional.of(settings.wait(patience)));
  }

  /**
   * Takes a request whose asker does not wait: all that comes of it goes out as messages.
   *
   * @return why it is refused
   */
  public Optional<Problem> take(String asker, String door, String caseNo, ObjectNode request) {
    Reception reception = received(asker, door, caseNo, request, Optional.empty());
    return reception instanceof Reception.Refused refused
        ? Optional.of(refused.problem())
        : Optional.empty();
  }

  private Reception received(
      String asker, String door, String caseNo, ObjectNode request, Optional<Duration> wait) {
    long begun = System.nanoTime();
    Optional<String> reason = durability.refusal();
    if (reason.isPresent()) {
      return notNow(reason.get());
    }
    try {
      Order order = requests.order(asker, door, caseNo, request);
      String id = CaseMessage.messageId(asker, order.requestId());
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      var fresh = new Running(id, order, now, wait.isEmpty());
      Optional<PullJournal.Stored> before = beginnings.begin(fresh);
      return before.isPresent() ? again(before.get()) : first(fresh, wait, begun);
    } catch (Requests.RefusedException e) {
      return new Reception.Refused(e.problem());
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        throw e;
      }
      return notNow("暂时无法可靠保存请求");
    }
  }

  private static Reception notNow(String why) {
    return new Reception.Refused(Problem.of(Kind.UNAVAILABLE, why + "，没有调取。请稍后原样重发"));
  }

  /** The asker's patience counts from the moment in which its request came. */
  private Reception first(Running fresh, Optional<Duration> wait, long begun) {
    start(fresh);
    if (wait.isPresent()) {
      long left = Math.max(0, wait.get().toNanos() - (System.nanoTime() - begun));
      var unused =
          fresh
              .all()
              .copy()
              .completeOnTimeout(false, left, TimeUnit.NANOSECONDS)
              .thenCompose(all -> tellings.answer(fresh))
              .whenComplete((answer, fault) -> told(fresh, answer, fault));
    }
    return new Reception.Taken(fresh.answer());
  }

  /** What cannot be answered is told by message, as soon as it can be written. */
  private void told(Running pull, ObjectNode answer, Throwable fault) {
    if (fault == null) {
      pull.answer().complete(answer);
      return;
    }
    LOG.warn("pull {} could not be answered: {}", pull.pull(), fault.toString());
    pull.answer().completeExceptionally(fault);
    pull.tell().stream()
        .filter(result -> result.outcome() != Outcome.PENDING)
        .forEach(result -> tellings.late(pull, result));
  }

  private Reception again(PullJournal.Stored before) {
    Running still = running.get(before.id());
    if (still != null && still.isAwaited()) {
      return new Reception.Taken(still.answer());
    }
    if (still == null) {
      resume(before);
    }
    return new Reception.Taken(CompletableFuture.completedFuture(settlements.stored(before)));
  }

  /** Begins to look for all materials. */
  private void start(Running pull) {
    List<PulledDocument> known = reuse.known(pull.order());
    running.put(pull.pull(), pull);
    var unused = pull.all().thenRun(() -> running.remove(pull.pull(), pull));
    for (Progress progress : pull.progress()) {
      unused =
          reuse
              .result(progress, pull.order(), known)
              .map(CompletableFuture::completedFuture)
              .orElseGet(() -> search.begin(pull.pull(), pull.order(), progress, pull.askedAt()))
              .exceptionally(fault -> broken(pull, progress, fault))
              .thenAccept(result -> settle(pull, result));
    }
  }

  private static MaterialResult broken(Running pull, Progress progress, Throwable fault) {
    LOG.error(
        "the search for {} of pull {} ended with a fault of our own",
        progress.wanted().material().code(),
        pull.pull(),
        fault);
    String why = "系统内部错误，已记入日志。可由申请人提交，或稍后重新调取";
    return progress.without(Outcome.UNAVAILABLE, why, Optional.empty());
  }

  private void settle(Running pull, MaterialResult result) {
    if (pull.settle(result)) {
      tellings.late(pull, result);
    }
  }

  /** Looks again for what a crash has left unknown; its askers are told by message. */
  void resume() {
    Instant recent = clock.instant().minus(Duration.ofMinutes(1));
    for (PullJournal.Stored open : journal.open()) {
      boolean left = open.answeredAt().isPresent() || open.askedAt().isBefore(recent);
      if (left && !running.containsKey(open.id())) {
        resume(open);
      }
    }
  }

  /** Its asker has had an answer, or has waited for none: what comes now comes as a message. */
  private void resume(PullJournal.Stored open) {
    if (settlements.isComplete(open.id())) {
      return;
    }
    try {
      Order order = requests.again(open);
      var late = new Running(open.id(), order, open.askedAt(), true);
      LOG.info("pull {} of case {} goes on after a restart", open.id(), open.caseNo());
      start(late);
    } catch (Requests.RefusedException e) {
      LOG.warn(
          "pull {} of case {} cannot go on, its request is not in order any more: {}",
          open.id(),
          open.caseNo(),
          e.getMessage());
    }
  }
}

package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Provision;
import io.tongqiao.prerequisite.Acquisition.Taken;
import io.tongqiao.prerequisite.Providers.Candidate;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One question to one holder, from asking to the document in the store, whether the answer comes at
 * once or as a message.
 */
@Component
class Inquiries {

  private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);

  private final HolderThreads threads;
  private final HolderCalls calls;
  private final Acquisition acquisition;
  private final Asking asking;
  private final PullAnswers answers;

  Inquiries(
      HolderThreads threads,
      HolderCalls calls,
      Acquisition acquisition,
      Asking asking,
      PullAnswers answers) {
    this.threads = threads;
    this.calls = calls;
    this.acquisition = acquisition;
    this.asking = asking;
    this.answers = answers;
  }

  /**
   * Asks. Never fails: a fault of our own is an answer, too.
   *
   * @param asked when the pull began; answers by message are waited for from then on
   * @param needless whether the answer has come from elsewhere before this one's turn
   */
  CompletableFuture<Taken> ask(
      Candidate candidate,
      String pull,
      Order order,
      Wanted wanted,
      Instant asked,
      BooleanSupplier needless) {
    Dialect dialect = candidate.provider().dialect();
    ObjectNode question = Questions.to(candidate, pull, order, wanted);
    boolean byMessage = candidate.provider().provision().reply() == Provision.Answer.MESSAGE;
    CompletableFuture<Taken> taken =
        byMessage
            ? byMessage(candidate, order, wanted, question, asked)
            : threads.on(
                dialect.descriptor(),
                () ->
                    needless.getAsBoolean()
                        ? Taken.not(Outcome.UNAVAILABLE, "", "另一家已先答复")
                        : called(candidate, wanted, question));
    return taken
        .exceptionally(e -> fault(dialect.descriptor(), question, e))
        .thenCompose(this::unlessStopping);
  }

  /** A question that was broken off by the end of the relay stays open. */
  private CompletableFuture<Taken> unlessStopping(Taken taken) {
    return threads.isStopping() && taken.document().isEmpty()
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(taken);
  }

  private Taken called(Candidate candidate, Wanted wanted, ObjectNode question) {
    Answered answered =
        calls.ask(
            candidate.provider().dialect(), candidate.provider().provision().operation(), question);
    return acquisition.take(candidate, wanted, question, answered);
  }

  private CompletableFuture<Taken> byMessage(
      Candidate candidate, Order order, Wanted wanted, ObjectNode question, Instant asked) {
    Descriptor system = candidate.provider().dialect().descriptor();
    Instant deadline = asked.plus(candidate.provider().provision().within());
    return threads
        .on(system, () -> asking.ask(system.id(), order, wanted, question, deadline))
        .thenCompose(
            refused ->
                refused
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () -> answers.await(question.path("pull").asText(), system.id(), deadline)))
        .thenCompose(
            answered ->
                threads.on(system, () -> acquisition.take(candidate, wanted, question, answered)));
  }

  private static Taken fault(Descriptor system, ObjectNode question, Throwable e) {
    LOG.error(
        "question {} to {} ended with a fault of our own",
        question.path("pull").asText(),
        system.id(),
        e);
    return Taken.not(Outcome.UNAVAILABLE, "INTERNAL", "系统内部错误，已记入日志");
  }
}

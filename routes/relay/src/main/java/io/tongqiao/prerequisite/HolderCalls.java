package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.relay.Conversations;
import io.tongqiao.relay.Gate;
import io.tongqiao.relay.Gates;
import io.tongqiao.relay.ShutException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks one holder one question, past its gate and within its limits. Every trouble on the way is an
 * answer too: UNAVAILABLE, and why.
 */
@Component
class HolderCalls {

  private static final Logger LOG = LoggerFactory.getLogger(HolderCalls.class);

  private final Gates gates;
  private final Conversations conversations;
  private final Clock clock;

  HolderCalls(Gates gates, Conversations conversations, Clock clock) {
    this.gates = gates;
    this.conversations = conversations;
    this.clock = clock;
  }

  /**
   * Asks, on the caller's thread.
   *
   * @param question {@code pull.schema.json}
   */
  Answered ask(Dialect dialect, String operation, ObjectNode question) {
    Gate gate = gates.of(dialect.descriptor().id());
    try {
      boolean probe = gate.enterUnlessShut();
      Optional<Verdict.Outcome> told = Optional.empty();
      try {
        Dialect.Draft draft = dialect.holdings().question(operation, question, today());
        Conversation.Exchange exchange = conversations.with(dialect).call(draft);
        told = Optional.of(exchange.verdict().outcome());
        return answered(dialect, operation, question, exchange);
      } catch (IOException e) {
        told = Optional.of(Verdict.Outcome.NOT_NOW);
        return Answered.unavailable("", Conversation.words(e));
      } finally {
        tell(gate, probe, told, question);
      }
    } catch (ShutException e) {
      return Answered.unavailable("", e.getMessage());
    } catch (InterruptedException | IllegalStateException e) {
      Thread.currentThread().interrupt();
      return Answered.unavailable("", "通桥正在停止");
    } catch (TranslationException e) {
      LOG.warn(
          "question {} could not be put to {} by {}, field {}: see the folder's mapping",
          question.path("pull").asText(),
          dialect.descriptor().id(),
          operation,
          e.finding().field());
      String why = e.finding().message() + "。" + e.finding().fix();
      return Answered.unavailable(e.stage().name(), why);
    }
  }

  private static void tell(
      Gate gate, boolean probe, Optional<Verdict.Outcome> outcome, ObjectNode question) {
    if (outcome.isEmpty()) {
      gate.unused(probe);
    } else if (outcome.get() == Verdict.Outcome.NOT_NOW) {
      gate.failed(probe, question.path("purpose").path("businessCode").asText());
    } else {
      gate.answered(probe);
    }
  }

  private Answered answered(
      Dialect dialect, String operation, ObjectNode question, Conversation.Exchange exchange)
      throws TranslationException {
    Verdict verdict = exchange.verdict();
    if (!verdict.answers()) {
      return Answered.unavailable(verdict.code(), verdict.message());
    }
    JsonNode holding = dialect.holdings().holding(operation, question, exchange.answer(), today());
    return Answered.of(holding);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
  }
}

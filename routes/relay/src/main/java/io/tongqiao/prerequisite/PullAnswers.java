package io.tongqiao.prerequisite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Consequence;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Answers that come as messages: each is written down with its message, and those who wait for it
 * find it there, on whichever node it came in and however often the relay was started again since.
 */
@Component
class PullAnswers implements Consequence {

  private static final Logger LOG = LoggerFactory.getLogger(PullAnswers.class);
  private static final int CHUNK = 500;

  private record Waiting(String system, Instant deadline, CompletableFuture<Answered> answer) {}

  private final AnswerJournal journal;
  private final Journal messages;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  PullAnswers(AnswerJournal journal, Journal messages, JsonMapper json, Clock clock) {
    this.journal = journal;
    this.messages = messages;
    this.json = json;
    this.clock = clock;
  }

  /** The answer to a question, or at its deadline that there was none. */
  CompletableFuture<Answered> await(String question, String system, Instant deadline) {
    return waiting.computeIfAbsent(
            question, q -> new Waiting(system, deadline, new CompletableFuture<>()))
        .answer;
  }

  @Override
  public Optional<Problem> follow(CaseMessage message, ObjectNode completed, CaseFile file) {
    if (message.event() != EventType.PREREQUISITE_ANSWERED) {
      return Optional.empty();
    }
    JsonNode holding = message.data().path("holding");
    String question = holding.path("pull").asText();
    if (!asked(question, message.source())) {
      String told = "没有向贵系统提出过编号为 " + question + " 的查询";
      var finding = new Finding("/data/holding/pull", told, "原样带回查询中的 pull");
      return Optional.of(Problem.of(Problem.Kind.INVALID, told, List.of(finding)));
    }
    ObjectNode kept = holding.deepCopy();
    kept.remove("pull");
    journal.add(question, message.source(), kept.toString());
    return Optional.empty();
  }

  private boolean asked(String question, String system) {
    String id = CaseMessage.messageId(Envelopes.SOURCE, "ask-" + question);
    return messages
        .message(id)
        .map(stored -> new CaseMessage((ObjectNode) read(stored.body())))
        .filter(asked -> asked.target().contains(system))
        .isPresent();
  }

  /** Looks for answers, and for questions whose time is over. */
  @Scheduled(fixedDelay = 250)
  void look() {
    try {
      List<String> open = List.copyOf(waiting.keySet());
      for (int i = 0; i < open.size(); i += CHUNK) {
        journal.find(open.subList(i, Math.min(i + CHUNK, open.size()))).forEach(this::came);
      }
      Instant now = clock.instant();
      waiting.forEach((question, asked) -> over(question, asked, now));
    } catch (RuntimeException e) {
      LOG.warn("answers that came as messages could not be looked for: {}", e.toString());
    }
  }

  private void came(String question, AnswerJournal.Came came) {
    Waiting asked = waiting.get(question);
    if (asked != null && asked.system.equals(came.system())) {
      waiting.remove(question);
      asked.answer.completeAsync(() -> Answered.of(read(came.holding())));
    }
  }

  private void over(String question, Waiting asked, Instant now) {
    if (now.isAfter(asked.deadline)) {
      waiting.remove(question);
      asked.answer.completeAsync(() -> Answered.unavailable("", "限期内没有答复"));
    }
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}

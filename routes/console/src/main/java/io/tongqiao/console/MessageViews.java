package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Scope;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How a message is shown: its envelope, where it came from and where it went; never its data. */
@Component
class MessageViews {

  private final Journal journal;
  private final DeliveryQueries queries;
  private final JsonMapper json;

  MessageViews(Journal journal, DeliveryQueries queries, JsonMapper json) {
    this.journal = journal;
    this.queries = queries;
    this.json = json;
  }

  /** A message that came from, or went to, a system that whoever asks may see. */
  Optional<ObjectNode> message(String id) {
    Scope scope = Operator.current().scope();
    return journal
        .message(id)
        .flatMap(
            message -> {
              List<StoredDelivery> seen =
                  queries.ofMessage(message).stream()
                      .filter(d -> scope.includes(d.system()))
                      .toList();
              boolean visible = scope.includes(message.source()) || !seen.isEmpty();
              return visible ? Optional.of(shown(message, seen)) : Optional.empty();
            });
  }

  private ObjectNode shown(StoredMessage message, List<StoredDelivery> deliveries) {
    ObjectNode answer =
        json.createObjectNode()
            .put("messageId", message.id())
            .put("source", message.source())
            .put("sourceMessageId", message.sourceId())
            .put("event", message.event())
            .put("caseNo", message.caseNo())
            .put("door", message.door())
            .put("digest", message.digest())
            .put("acceptedAt", message.acceptedAt().toString());
    answer.set("envelope", envelope(message));
    ArrayNode list = answer.putArray("deliveries");
    deliveries.forEach(delivery -> DeliveryViews.line(list.addObject(), delivery));
    return answer;
  }

  /** The attributes of the message (CloudEvents 1.0), without its data. */
  private ObjectNode envelope(StoredMessage message) {
    ObjectNode envelope = json.createObjectNode();
    try {
      for (var attribute : json.readTree(message.body()).properties()) {
        JsonNode value = attribute.getValue();
        if (value.isTextual()) {
          envelope.put(attribute.getKey(), Masked.personal(value.asText()));
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
    return envelope;
  }
}

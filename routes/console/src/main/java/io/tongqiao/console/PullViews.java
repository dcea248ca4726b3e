package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.prerequisite.PullSearch;
import io.tongqiao.prerequisite.PullSearch.Filter;
import io.tongqiao.prerequisite.PullSearch.Found;
import io.tongqiao.prerequisite.PullSearch.Material;
import io.tongqiao.prerequisite.PullSearch.Pull;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How pulls are shown: nothing of what stands in a document, numbers and persons masked. Each look
 * is audited in the same transaction.
 */
@Component
public class PullViews {

  private final PullSearch pulls;
  private final Journal journal;
  private final TransactionOperations transactions;
  private final JsonMapper json;

  PullViews(
      PullSearch pulls, Journal journal, TransactionOperations transactions, JsonMapper json) {
    this.pulls = pulls;
    this.journal = journal;
    this.transactions = transactions;
    this.json = json;
  }

  /** The newest pulls that match, and how many do. */
  public ObjectNode search(Filter filter, int limit, String actor) {
    return transactions.execute(
        status -> {
          ObjectNode answer = json.createObjectNode();
          long total = pulls.count(filter);
          ArrayNode list = answer.put("total", total).putArray("pulls");
          pulls.newest(filter, limit).forEach(found -> list.add(pull(found)));
          journal.audit(actor, "pull.search", object(filter), "找到 " + total + " 次" + span(filter));
          return answer;
        });
  }

  /** One pull. */
  public Optional<ObjectNode> pull(String id, String actor) {
    return transactions.execute(
        status ->
            pulls
                .find(id)
                .map(
                    found -> {
                      journal.audit(actor, "pull.show", id, "");
                      return pull(found);
                    }));
  }

  /** What was searched for; as the audit is kept long, a number is masked in it as well. */
  private static String object(Filter filter) {
    List<String> words = new ArrayList<>();
    add(words, "holder", Masked.number(filter.holderCode()));
    add(words, "case", filter.caseNo());
    add(words, "org", filter.orgCode());
    add(words, "org", filter.orgName());
    String object = String.join(", ", words);
    return object.substring(0, Math.min(object.length(), 200));
  }

  private static void add(List<String> words, String name, String value) {
    if (!value.isEmpty()) {
      words.add(name + " " + value);
    }
  }

  private static String span(Filter filter) {
    return filter.from().map(from -> "，自 " + from).orElse("")
        + filter.to().map(to -> "，至 " + to).orElse("");
  }

  private ObjectNode pull(Found found) {
    Pull pull = found.pull();
    ObjectNode answer =
        json.createObjectNode()
            .put("pull", pull.id())
            .put("asker", pull.asker())
            .put("requestId", pull.requestId())
            .put("door", pull.door())
            .put("caseNo", pull.caseNo())
            .put("askedAt", pull.askedAt().toString());
    pull.answeredAt().ifPresent(at -> answer.put("answeredAt", at.toString()));
    ObjectNode purpose = answer.putObject("purpose").put("orgName", pull.orgName());
    if (!pull.orgCode().isEmpty()) {
      purpose.put("orgCode", pull.orgCode());
    }
    purpose
        .put("username", Masked.name(pull.username()))
        .put("itemName", pull.itemName())
        .put("itemCode", pull.itemCode())
        .put("businessCode", pull.caseNo());
    ArrayNode holders = answer.putArray("holders");
    found.holders().stream().map(Masked::number).forEach(holders::add);
    ArrayNode materials = answer.putArray("materials");
    found.materials().forEach(material -> materials.add(material(material)));
    return answer;
  }

  private ObjectNode material(Material stored) {
    JsonNode result = read(stored.result());
    ObjectNode material = json.createObjectNode();
    copy(result, material, "code", "name", "required", "outcome", "strategy");
    reason(result, material);
    copy(result, material, "dueDate");
    JsonNode document = result.path("document");
    if (document.isObject()) {
      document(document, material.putObject("document"));
    }
    ArrayNode tried = material.putArray("tried");
    for (JsonNode attempt : result.path("tried")) {
      ObjectNode shown = tried.addObject();
      copy(attempt, shown, "strategy", "system", "document", "outcome", "code", "millis");
      reason(attempt, shown);
    }
    return material.put("changedAt", stored.changedAt().toString());
  }

  /** Where it came from, how long it is good, and its file by digests; nothing of what it says. */
  private static void document(JsonNode document, ObjectNode shown) {
    copy(document, shown, "type", "name", "issuer", "status", "validFrom", "validTo");
    copy(document, shown, "trustLevel", "reused");
    if (document.has("number")) {
      shown.put("number", Masked.number(document.path("number").asText()));
    }
    JsonNode source = document.path("source");
    shown.put("system", source.path("system").asText());
    shown.put("interface", source.path("interface").asText());
    String verified = document.path("verifiedAt").asText();
    shown.put("verifiedAt", OffsetDateTime.parse(verified).toInstant().toString());
    for (JsonNode warning : document.path("warnings")) {
      shown.withArray("warnings").add(Masked.numbersIn(warning.asText()));
    }
    if (document.path("file").isObject()) {
      copy(document.path("file"), shown.putObject("file"), "sha256", "sm3", "size", "mediaType");
    }
  }

  /** A holder's words may name a number. */
  private static void reason(JsonNode from, ObjectNode to) {
    if (from.has("reason")) {
      to.put("reason", Masked.numbersIn(from.path("reason").asText()));
    }
  }

  private static void copy(JsonNode from, ObjectNode to, String... fields) {
    for (String field : fields) {
      if (from.has(field)) {
        to.set(field, from.path(field));
      }
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

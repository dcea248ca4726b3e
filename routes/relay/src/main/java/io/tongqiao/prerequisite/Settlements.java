package io.tongqiao.prerequisite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Copy;
import io.tongqiao.relay.Acceptance;
import io.tongqiao.relay.Acceptance.Arrival;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Items;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes what came of materials, and the messages that follow: a result that comes after the asker
 * was told, and a preliminary case that has all it waited for (预审批转正式). Methods take part in the
 * caller's transaction.
 */
@Component
class Settlements {

  private final PullJournal pulls;
  private final DocumentJournal documents;
  private final CaseJournal cases;
  private final Acceptance acceptance;
  private final Items items;
  private final JsonMapper json;

  Settlements(
      PullJournal pulls,
      DocumentJournal documents,
      CaseJournal cases,
      Acceptance acceptance,
      Items items,
      JsonMapper json) {
    this.pulls = pulls;
    this.documents = documents;
    this.cases = cases;
    this.acceptance = acceptance;
    this.items = items;
    this.json = json;
  }

  /**
   * The asker is told: writes what is known, and gives the answer, {@code
   * prerequisites.schema.json}.
   *
   * @param copies gets those of the messages that follow from it
   */
  ObjectNode answer(Running running, List<Copy> copies) {
    List<MaterialResult> told = running.tell();
    for (MaterialResult result : told) {
      if (result.outcome() != Outcome.PENDING) {
        write(running, result);
      }
    }
    pulls.answered(running.pull());
    copies.addAll(formalize(running));
    Order order = running.order();
    ObjectNode answer = head(order.requestId(), running.pull(), order.caseNo());
    answer.put("complete", told.stream().noneMatch(r -> r.outcome() == Outcome.PENDING));
    told.forEach(r -> answer.withArray("materials").add(r.toJson(order.caseNo())));
    return answer;
  }

  /** A pull as it was last written, {@code prerequisites.schema.json}. */
  ObjectNode stored(PullJournal.Stored pull) {
    ObjectNode answer = head(pull.requestId(), pull.id(), pull.caseNo());
    List<PullJournal.StoredMaterial> materials = pulls.materials(pull.id());
    answer.put("complete", materials.stream().noneMatch(m -> m.outcome() == Outcome.PENDING));
    materials.forEach(m -> answer.withArray("materials").add(read(m.result())));
    return answer;
  }

  /** A material is known after the asker was told; gives the copies of the messages that say so. */
  List<Copy> late(Running running, MaterialResult result) {
    if (!write(running, result)) {
      return List.of();
    }
    Order order = running.order();
    String id = "result-" + running.pull() + "-" + result.wanted().material().code();
    ObjectNode envelope =
        Envelopes.of(EventType.PREREQUISITE_RESULT, id, order.caseNo(), order.asker());
    ObjectNode told = envelope.withObject("/data/prerequisites");
    told.put("id", order.requestId()).put("pull", running.pull());
    told.put("complete", isComplete(running.pull()));
    told.putArray("materials").add(result.toJson(order.caseNo()));
    List<Copy> copies = new ArrayList<>(accept(envelope));
    copies.addAll(formalize(running));
    return copies;
  }

  /** Whether all of a pull is known. */
  boolean isComplete(String pull) {
    return pulls.materials(pull).stream().noneMatch(m -> m.outcome() == Outcome.PENDING);
  }

  private boolean write(Running running, MaterialResult result) {
    boolean first = pulls.settle(running.pull(), result, running.order().caseNo());
    if (first) {
      result.struck().forEach(documents::strike);
      result.document().filter(d -> !result.reused()).ifPresent(documents::keep);
    }
    return first;
  }

  private List<Copy> formalize(Running running) {
    Order order = running.order();
    if (!order.preliminary() || !isPreliminary(order.caseNo())) {
      return List.of();
    }
    Map<String, PullJournal.StoredMaterial> known = pulls.latest(order.caseNo());
    if (!hasAll(order, known)) {
      return List.of();
    }
    ObjectNode envelope =
        Envelopes.of(
            EventType.FORMALIZED, "formal-" + order.caseNo(), order.caseNo(), order.asker());
    envelope.withObject("/data/case").put("stage", "FORMAL");
    ObjectNode ground = envelope.withObject("/data/prerequisites");
    ground.put("id", order.requestId()).put("pull", running.pull()).put("complete", true);
    known.values().forEach(m -> ground.withArray("materials").add(read(m.result())));
    return accept(envelope);
  }

  private boolean isPreliminary(String caseNo) {
    return cases
        .head(caseNo)
        .map(this::read)
        .filter(h -> h.path("stage").asText().equals("PRE"))
        .isPresent();
  }

  private boolean hasAll(Order order, Map<String, PullJournal.StoredMaterial> known) {
    Optional<Items.Item> item = items.find(order.purpose().itemCode());
    return item.isPresent()
        && item.get().materials().stream()
            .filter(m -> !m.documents().isEmpty())
            .allMatch(m -> known.containsKey(m.code()) && suffices(m, known.get(m.code())));
  }

  private static boolean suffices(Items.Material material, PullJournal.StoredMaterial known) {
    return known.outcome() == Outcome.FOUND
        || (known.outcome() == Outcome.TOLERATED && !material.core());
  }

  private List<Copy> accept(ObjectNode envelope) {
    Arrival arrival = Arrival.of("pull", new CaseMessage(envelope), List.of());
    return acceptance.write(List.of(arrival)).copies();
  }

  /** An answer as far as the pull itself goes. */
  private ObjectNode head(String requestId, String pull, String caseNo) {
    return json.createObjectNode().put("id", requestId).put("pull", pull).put("caseNo", caseNo);
  }

  JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}

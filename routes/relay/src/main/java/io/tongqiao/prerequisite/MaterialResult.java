package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What came of one material.
 *
 * @param strategy which gave the outcome
 * @param reason why there is no document and what to do; empty when found
 * @param due when the material, or the answer for it, is to come
 * @param reused whether the document is one of before
 * @param struck documents that their holders have declared no longer good
 */
record MaterialResult(
    Wanted wanted,
    Outcome outcome,
    Strategy strategy,
    String reason,
    Optional<LocalDate> due,
    Optional<PulledDocument> document,
    boolean reused,
    List<Tried> tried,
    List<PulledDocument> struck) {

  /** The material of {@code prerequisites.schema.json}. */
  ObjectNode toJson(String caseNo) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", wanted.material().code()).put("name", wanted.material().name());
    json.put("required", wanted.material().core() ? "CORE" : "SECONDARY");
    json.put("outcome", outcome.name()).put("strategy", strategy.name());
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    due.ifPresent(day -> json.put("dueDate", day.toString()));
    document.ifPresent(d -> json.set("document", d.toJson(caseNo, reused)));
    json.putArray("tried").addAll(tried.stream().map(Tried::toJson).toList());
    return json;
  }
}

package io.tongqiao.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseState;

/** Cases as the operators' API tells them. */
final class CaseJson {

  private CaseJson() {}

  static ObjectNode page(CaseFinder.Page page) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode cases = answer.putArray("cases");
    for (CaseLine line : page.cases()) {
      ObjectNode one = cases.addObject().put("caseNo", line.caseNo());
      state(one, line.state()).put("openedAt", line.openedAt().toString());
      one.putObject("item").put("implCode", line.item()).put("name", line.itemName());
      one.putObject("applicant").put("name", line.applicant()).put("code", line.applicantCode());
      ArrayNode lights = one.putArray("systems");
      line.lights()
          .forEach(
              light ->
                  lights
                      .addObject()
                      .put("system", light.system())
                      .put("state", light.state().name())
                      .put("deliveries", light.count()));
    }
    page.next().ifPresent(next -> answer.put("next", next.toString()));
    return answer;
  }

  static ObjectNode sheet(CaseSheet sheet) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("caseNo", sheet.caseNo());
    state(answer, sheet.state());
    answer.putObject("item").put("implCode", sheet.item()).put("name", sheet.itemName());
    answer.putObject("applicant").put("name", sheet.applicant()).put("code", sheet.applicantCode());
    ArrayNode threads = answer.putArray("threads");
    sheet.threads().forEach(t -> state(threads.addObject().put("system", t.system()), t.state()));
    ArrayNode lanes = answer.putArray("lanes");
    for (CaseSheet.Lane lane : sheet.lanes()) {
      ObjectNode one =
          lanes
              .addObject()
              .put("system", lane.system())
              .put("state", lane.state().name())
              .put("open", lane.open())
              .put("all", lane.all())
              .put("deliveryId", lane.delivery())
              .put("since", lane.since().toString());
      lane.nextAttemptAt().ifPresent(at -> one.put("nextAttemptAt", at.toString()));
      text(one, "cause", lane.cause());
    }
    ArrayNode materials = answer.putArray("prerequisites");
    for (CaseSheet.Material material : sheet.materials()) {
      ObjectNode one =
          materials
              .addObject()
              .put("code", material.code())
              .put("name", material.name())
              .put("outcome", material.outcome());
      text(one, "system", material.system());
    }
    ArrayNode timeline = answer.putArray("timeline");
    sheet.entries().forEach(entry -> entry(timeline.addObject(), entry));
    return answer;
  }

  private static void entry(ObjectNode json, CaseSheet.Entry entry) {
    json.put("at", entry.at().toString()).put("kind", entry.kind().name());
    text(json, "system", entry.system());
    entry.event().ifPresent(event -> json.put("event", event.name()).put("eventName", event.zh()));
    text(json, "messageId", entry.messageId());
    text(json, "operation", entry.operation());
    text(json, "state", entry.state());
    text(json, "receiptNo", entry.receiptNo());
    text(json, "code", entry.code());
    text(json, "detail", entry.detail());
    text(json, "actor", entry.actor());
    if (entry.delivery() != 0) {
      json.put("deliveryId", entry.delivery());
    }
    if (entry.kind() != CaseSheet.Kind.DELIVERY) {
      return;
    }
    json.put("attempts", entry.attempts()).put("millis", entry.millis());
    json.put("texts", "/ops/v1/deliveries/" + entry.delivery() + "/texts");
    ArrayNode exchanges = json.putArray("exchanges");
    entry
        .exchanges()
        .forEach(
            e -> {
              ObjectNode one = exchanges.addObject().put("at", e.at().toString());
              one.put("outcome", e.outcome());
              text(one, "level", e.level());
              text(one, "receiptNo", e.receiptNo());
              text(one, "code", e.code());
              text(one, "detail", e.detail());
            });
  }

  private static ObjectNode state(ObjectNode json, CaseState state) {
    return json.put("state", state.name()).put("stateName", state.zh());
  }

  private static void text(ObjectNode json, String field, String text) {
    if (!text.isEmpty()) {
      json.put(field, text);
    }
  }
}

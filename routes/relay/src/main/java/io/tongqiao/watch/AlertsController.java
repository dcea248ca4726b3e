package io.tongqiao.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.watch.AlertJournal.Alert;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong now, for operators. */
@RestController
class AlertsController {

  private final AlertJournal journal;
  private final Sight sight;

  AlertsController(AlertJournal journal, Sight sight) {
    this.journal = journal;
    this.sight = sight;
  }

  @GetMapping(path = "/ops/v1/alerts", produces = "application/json")
  JsonNode alerts() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    sight
        .last()
        .ifPresent(
            seen -> {
              answer.put("accepting", seen.refusal().isEmpty());
              seen.refusal().ifPresent(why -> answer.put("refusal", why));
              answer.put("diskFree", seen.free());
            });
    var alerts = answer.putArray("alerts");
    for (Alert alert : journal.open()) {
      alerts
          .addObject()
          .put("id", alert.id())
          .put("rule", alert.alarm().rule().word())
          .put("title", alert.alarm().rule().title())
          .put("subject", alert.alarm().subject())
          .put("urgent", alert.alarm().rule().urgent())
          .put("since", alert.alarm().since().toString())
          .put("what", alert.alarm().what())
          .put("remedy", alert.alarm().remedy());
    }
    return answer;
  }
}

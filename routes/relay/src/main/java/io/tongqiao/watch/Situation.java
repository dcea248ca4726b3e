package io.tongqiao.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.watch.AlertJournal.Alert;
import org.springframework.stereotype.Component;

/** What is wrong now, as operators are told it. */
@Component
public class Situation {

  private static final int SHOWN = 4;

  private final AlertJournal journal;
  private final Sight sight;
  private final AlertProperties.Sms sms;

  Situation(AlertJournal journal, Sight sight, AlertProperties settings) {
    this.journal = journal;
    this.sight = sight;
    this.sms = settings.sms();
  }

  /**
   * {@code accepting}, {@code refusal} when it is not, {@code diskFree} in bytes, {@code texted}
   * (telephones that alerts are texted to, by name, masked), and the {@code alerts} that go on.
   */
  public ObjectNode now() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    sight
        .last()
        .ifPresent(
            seen -> {
              answer.put("accepting", seen.refusal().isEmpty());
              seen.refusal().ifPresent(why -> answer.put("refusal", why));
              answer.put("diskFree", seen.free());
            });
    if (!sms.to().isEmpty()) {
      ObjectNode texted = answer.putObject("texted");
      sms.to().forEach((name, number) -> texted.put(name, masked(number)));
    }
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

  private static String masked(String number) {
    int hidden = number.length() - SHOWN;
    return "*".repeat(hidden) + number.substring(hidden);
  }
}

package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.supervision.PushJournal.Push;
import io.tongqiao.supervision.PushJournal.Standing;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** How the pushes of a case stand, for those who may see the case. */
@Component
public class PushQueries {

  private final PushJournal pushes;
  private final JsonMapper json;
  private final Clock clock;

  PushQueries(PushJournal pushes, JsonMapper json, Clock clock) {
    this.pushes = pushes;
    this.json = json;
    this.clock = clock;
  }

  /** The pushes of a case, the oldest first, each with its departments and who has claimed. */
  public ArrayNode ofCase(String caseNo) {
    ArrayNode all = json.createArrayNode();
    ObjectNode told = json.createObjectNode();
    for (Standing standing : pushes.ofCase(caseNo)) {
      Push push = standing.push();
      if (!told.path("push").asText().equals(push.push())) {
        told = all.addObject().put("push", push.push());
        told.put("pushedAt", push.pushedAt().toString()).put("dueAt", push.dueAt().toString());
      }
      ObjectNode department = told.withArray("departments").addObject();
      department.put("code", push.department()).put("name", push.name());
      department.put("state", state(standing));
      standing
          .claimedAt()
          .ifPresent(
              at ->
                  department
                      .put("claimedAt", at.toString())
                      .put("claimedBy", standing.claimedBy()));
      standing.remindedAt().ifPresent(at -> department.put("remindedAt", at.toString()));
    }
    return all;
  }

  private String state(Standing standing) {
    if (standing.claimedAt().isPresent()) {
      return "CLAIMED";
    }
    return standing.push().dueAt().isBefore(clock.instant()) ? "OVERDUE" : "UNCLAIMED";
  }
}

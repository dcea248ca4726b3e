package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.CaseAccess;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What may be asked about pulls: the askers their own, the bureau all of a case. */
@Component
public class PullQueries {

  private final PullJournal pulls;
  private final Settlements settlements;
  private final CaseAccess access;
  private final JsonMapper json;

  PullQueries(PullJournal pulls, Settlements settlements, CaseAccess access, JsonMapper json) {
    this.pulls = pulls;
    this.settlements = settlements;
    this.access = access;
    this.json = json;
  }

  /**
   * The pulls of a case, the newest first: {@code pulls}, each {@code prerequisites.schema.json}.
   */
  public ObjectNode ofCase(String asker, String caseNo) {
    ObjectNode answer = json.createObjectNode().put("caseNo", caseNo);
    answer.putArray("pulls");
    pulls.ofCase(caseNo).stream()
        .filter(pull -> maySee(asker, pull))
        .map(settlements::stored)
        .forEach(answer.withArray("pulls")::add);
    return answer;
  }

  /** One pull of a case, {@code prerequisites.schema.json}. */
  public Optional<ObjectNode> pull(String asker, String caseNo, String id) {
    return pulls.ofCase(caseNo).stream()
        .filter(pull -> pull.id().equals(id) && maySee(asker, pull))
        .map(settlements::stored)
        .findFirst();
  }

  /** How each material of a case stands that was asked for, for those who may see the case. */
  public ArrayNode materials(String caseNo) {
    ArrayNode all = json.createArrayNode();
    for (PullJournal.StoredMaterial material : pulls.latest(caseNo).values()) {
      JsonNode result = settlements.read(material.result());
      ObjectNode entry = all.addObject();
      for (String field : List.of("code", "name", "outcome", "strategy")) {
        entry.set(field, result.path(field));
      }
      JsonNode document = result.path("document");
      if (document.isObject()) {
        entry.set("document", document.path("name"));
        entry.set("system", document.path("source").path("system"));
        entry.set("trustLevel", document.path("trustLevel"));
        entry.set("verifiedAt", document.path("verifiedAt"));
        entry.set("reused", document.path("reused"));
      }
    }
    return all;
  }

  private boolean maySee(String asker, PullJournal.Stored pull) {
    return pull.asker().equals(asker) || access.isBureau(asker);
  }
}

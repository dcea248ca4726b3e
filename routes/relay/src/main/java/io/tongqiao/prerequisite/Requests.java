package io.tongqiao.prerequisite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.relay.CaseAccess;
import io.tongqiao.schema.CanonicalJson;
import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.PrerequisiteRules;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.schema.Schemas;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Looks at a request for documents before anyone is asked: its form, its case, the five elements,
 * and its materials.
 */
@Component
class Requests {

  /** A request that is refused, and why. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  private final Schemas schemas;
  private final CaseJournal cases;
  private final CaseAccess access;
  private final Items items;
  private final Materials materials;
  private final PrerequisiteRules rules;
  private final JsonMapper json;

  Requests(
      Schemas schemas,
      CaseJournal cases,
      CaseAccess access,
      Items items,
      Materials materials,
      DocumentTypes documents,
      JsonMapper json) {
    this.schemas = schemas;
    this.cases = cases;
    this.access = access;
    this.items = items;
    this.materials = materials;
    this.rules = new PrerequisiteRules(schemas, items, documents);
    this.json = json;
  }

  /**
   * Makes an order of a request.
   *
   * @throws RefusedException naming each field and its fix
   */
  Order order(String asker, String door, String caseNo, ObjectNode request)
      throws RefusedException {
    refuse(Kind.INVALID, schemas.validate(Schemas.Name.PREREQUISITE_REQUEST, request));
    JsonNode theCase = theCase(asker, caseNo);
    PrerequisiteRules.Checked checked = rules.check(caseNo, request);
    refuse(checked.kind(), checked.errors());
    Purpose purpose = Purpose.of(request.path("purpose"));
    String implCode = theCase.path("item").path("implCode").asText();
    List<Finding> findings = new ArrayList<>();
    if (!purpose.itemCode().equals(implCode)) {
      findings.add(new Finding("/purpose/itemCode", "与办件的事项不同", "写成办件的实施编码 " + implCode));
    }
    Items.Item item = items.find(purpose.itemCode()).orElseThrow();
    List<Wanted> wanted = materials.wanted(item, theCase, request, findings);
    refuse(Kind.INVALID, findings);
    return new Order(
        asker,
        door,
        request.path("id").asText(),
        CanonicalJson.sha256(caseNo + CanonicalJson.write(request, Set.of())),
        caseNo,
        purpose,
        wanted,
        Optional.ofNullable(request.path("tolerance").path("dueDate").asText(null))
            .map(LocalDate::parse),
        request.path("recheck").asBoolean(),
        theCase.path("stage").asText().equals("PRE"),
        request);
  }

  /** The order of a request that was found in order before. */
  Order again(PullJournal.Stored pull) throws RefusedException {
    try {
      var request = (ObjectNode) json.readTree(pull.request());
      return order(pull.asker(), pull.door(), pull.caseNo(), request);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }

  private JsonNode theCase(String asker, String caseNo) throws RefusedException {
    Optional<String> head = access.maySee(asker, caseNo) ? cases.head(caseNo) : Optional.empty();
    if (head.isEmpty()) {
      String told = "没有办件 " + caseNo + "，或贵系统与它无关";
      throw refused(Kind.NOT_FOUND, "", told, "先发送办件的申请（APPLY），再调取材料");
    }
    try {
      return json.readTree(head.get());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }

  private static void refuse(Kind kind, List<Finding> findings) throws RefusedException {
    if (!findings.isEmpty()) {
      String detail = "调取请求有 " + findings.size() + " 处错误，没有向任何系统查询";
      throw new RefusedException(Problem.of(kind, detail, findings));
    }
  }

  private static RefusedException refused(Kind kind, String field, String told, String fix) {
    return new RefusedException(Problem.of(kind, told, List.of(new Finding(field, told, fix))));
  }
}

package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Cases over all systems. A search is posted, so that no applicant's name or number stands in an
 * address.
 */
@RestController
@RequestMapping(path = "/ops/v1/cases", produces = "application/json")
class CasesController {

  private static final Set<String> FIELDS =
      Set.of(
          "caseNo",
          "applicant",
          "item",
          "system",
          "states",
          "lanes",
          "from",
          "to",
          "next",
          "limit");

  private final CaseFinder finder;
  private final CaseSheets sheets;

  CasesController(CaseFinder finder, CaseSheets sheets) {
    this.finder = finder;
    this.sheets = sheets;
  }

  @PostMapping("/search")
  JsonNode search(@RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, FIELDS);
    var query =
        new CaseQuery(
            asked.optionalText("caseNo", 50),
            asked.optionalText("applicant", 200),
            asked.optionalText("item", 200),
            asked.optionalText("system", 41),
            asked.perhapsChoices("states", EnumSet.allOf(CaseState.class), CaseState.class),
            asked.perhapsChoices("lanes", CaseFinder.laneStates(), State.class),
            asked.time("from"),
            asked.time("to"),
            CaseQuery.place(asked.optionalText("next", 19)),
            asked.number("limit", CaseQuery.USUAL, CaseQuery.LARGEST));
    asked.check();
    return CaseJson.page(finder.find(query));
  }

  @GetMapping("/{caseNo}")
  JsonNode show(@PathVariable String caseNo) {
    return CaseJson.sheet(sheets.sheet(caseNo).orElseThrow(() -> unknown(caseNo)));
  }

  /** There is no such case, or it may not be seen. */
  static RefusedException unknown(String caseNo) {
    return new RefusedException(
        Problem.of(Kind.NOT_FOUND, "没有编号为 " + caseNo + " 的办件，或不在您的系统范围内。请核对编号，或按申请人、事项、时间查找"));
  }
}

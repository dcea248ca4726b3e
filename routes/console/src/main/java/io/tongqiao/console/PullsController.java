package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.prerequisite.PullSearch.Filter;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pulls of prerequisite documents: who asked what about whom, on what ground. A search is posted,
 * so that no number of a person stands in an address; each look is audited.
 */
@RestController
@RequestMapping(path = "/ops/v1/pulls", produces = "application/json")
class PullsController {

  private static final Set<String> FIELDS =
      Set.of("holderCode", "caseNo", "orgCode", "orgName", "from", "to", "limit");
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

  private final PullViews views;

  PullsController(PullViews views) {
    this.views = views;
  }

  @PostMapping("/search")
  JsonNode search(@RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, FIELDS);
    everywhere();
    asked.anyOf("holderCode", "caseNo", "orgCode", "orgName");
    var filter =
        new Filter(
            asked.optionalText("holderCode", 30),
            asked.optionalText("caseNo", 50),
            asked.optionalText("orgCode", 18),
            asked.optionalText("orgName", 200),
            asked.time("from"),
            asked.time("to"));
    int limit = asked.number("limit", USUAL_LIMIT, LARGEST_LIMIT);
    asked.check();
    return views.search(filter, limit, Operator.current().name());
  }

  @GetMapping("/{pull}")
  JsonNode show(@PathVariable String pull) {
    everywhere();
    return views
        .pull(pull, Operator.current().name())
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(Kind.NOT_FOUND, "没有编号为 " + pull + " 的调取。编号见调取查询（pulls）的 pull")));
  }

  /** A pull asks many systems, so that whoever minds some of them only sees none. */
  private static void everywhere() {
    if (!Operator.current().scope().isAll()) {
      throw new RefusedException(
          Problem.of(Kind.FORBIDDEN, "调取涉及多个系统，只限部分系统的账户不能查。请不限系统的运维员或审计管理员来查"));
    }
  }
}

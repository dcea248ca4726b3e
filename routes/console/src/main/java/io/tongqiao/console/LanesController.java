package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.LaneSearch.Found;
import io.tongqiao.console.LaneSearch.Wanted;
import io.tongqiao.journal.LaneQueries;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lanes that are not done; those that stand still unless another state is asked for. */
@RestController
@RequestMapping(path = "/ops/v1/lanes", produces = "application/json")
class LanesController {

  private static final int LARGEST_PAGE = 500;

  private final LaneSearch search;

  LanesController(LaneSearch search) {
    this.search = search;
  }

  @GetMapping
  JsonNode page(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String caseNo,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "0") int age,
      @RequestParam Optional<Long> like,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int offset) {
    if (limit < 1 || limit > LARGEST_PAGE || offset < 0) {
      throw LaneSearch.invalid(
          "limit", "limit 要在 1 到 " + LARGEST_PAGE + " 之间，offset 不能小于 0", "改成这个范围内的整数");
    }
    Found found = search.page(new Wanted(system, state, caseNo, cause, age, like), offset, limit);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("total", found.total());
    ArrayNode page = answer.put("limit", limit).put("offset", offset).putArray("lanes");
    for (LaneQueries.Lane lane : found.lanes()) {
      ObjectNode json =
          page.addObject()
              .put("system", lane.system())
              .put("caseNo", lane.caseNo())
              .put("state", lane.state().name())
              .put("code", lane.code())
              .put("reason", lane.reason())
              .put("since", lane.since().toString())
              .put("attempts", lane.attempts())
              .put("backlog", lane.backlog())
              .put("deliveryId", lane.deliveryId())
              .put("messageId", lane.messageId());
      lane.nextAttemptAt().ifPresent(at -> json.put("nextAttemptAt", at.toString()));
    }
    return answer;
  }

  @GetMapping("/causes")
  JsonNode causes(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String caseNo,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "0") int age) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode causes = answer.putArray("causes");
    var wanted = new Wanted(system, state, caseNo, cause, age, Optional.empty());
    for (LaneQueries.Cause one : search.causes(wanted)) {
      causes
          .addObject()
          .put("system", one.system())
          .put("state", one.state().name())
          .put("code", one.code())
          .put("reason", one.reason())
          .put("lanes", one.lanes())
          .put("oldest", one.oldest().toString())
          .put("example", one.example());
    }
    return answer;
  }
}

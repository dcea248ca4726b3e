package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.LaneQueries;
import io.tongqiao.journal.LaneQueries.Filter;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lanes that are not done; those that stand still unless another state is asked for. */
@RestController
@RequestMapping(path = "/ops/v1/lanes", produces = "application/json")
class LanesController {

  private static final Set<State> STILL = EnumSet.of(State.PARKED, State.WAITING);
  private static final Set<State> OPEN =
      EnumSet.of(State.READY, State.BACKLOG, State.WAITING, State.PARKED);
  private static final int LARGEST_PAGE = 500;

  private final LaneQueries lanes;
  private final SystemDirectory directory;

  LanesController(LaneQueries lanes, SystemDirectory directory) {
    this.lanes = lanes;
    this.directory = directory;
  }

  @GetMapping
  JsonNode page(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int offset) {
    if (limit < 1 || limit > LARGEST_PAGE || offset < 0) {
      throw invalid("limit", "limit 要在 1 到 " + LARGEST_PAGE + " 之间，offset 不能小于 0", "改成这个范围内的整数");
    }
    Filter filter = filter(system, state);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("total", lanes.count(filter));
    ArrayNode page = answer.put("limit", limit).put("offset", offset).putArray("lanes");
    for (LaneQueries.Lane lane : lanes.page(filter, offset, limit)) {
      ObjectNode json =
          page.addObject()
              .put("system", lane.system())
              .put("caseNo", lane.caseNo())
              .put("state", lane.state().name())
              .put("code", lane.code())
              .put("reason", Masked.personal(lane.reason()))
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
      @RequestParam(defaultValue = "") String state) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode causes = answer.putArray("causes");
    for (LaneQueries.Cause cause : lanes.causes(filter(system, state))) {
      causes
          .addObject()
          .put("system", cause.system())
          .put("state", cause.state().name())
          .put("code", cause.code())
          .put("reason", Masked.personal(cause.reason()))
          .put("lanes", cause.lanes())
          .put("oldest", cause.oldest().toString());
    }
    return answer;
  }

  private Filter filter(String system, String state) {
    if (!system.isEmpty()) {
      directory.check(system);
    }
    Set<String> scope = Operator.current().scope().systems();
    if (state.isEmpty()) {
      return new Filter(system, scope, STILL);
    }
    Set<State> states = EnumSet.noneOf(State.class);
    List<String> names = Arrays.asList(state.split(","));
    OPEN.stream().filter(s -> names.contains(s.name())).forEach(states::add);
    if (states.size() != names.size()) {
      throw invalid("state", "state 中有不认识的状态", "用逗号隔开的 " + OPEN);
    }
    return new Filter(system, scope, states);
  }

  private static RefusedException invalid(String field, String message, String fix) {
    return new RefusedException(
        Problem.of(Kind.INVALID, message, List.of(new Finding(field, message, fix))));
  }
}

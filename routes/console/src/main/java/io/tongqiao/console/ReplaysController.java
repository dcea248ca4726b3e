package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.BulkAct;
import io.tongqiao.journal.DeliveryFilter;
import io.tongqiao.journal.ReplayJournal;
import io.tongqiao.journal.ReplayJournal.Replay;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Replays;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bulk replays, skips and returns. */
@RestController
@RequestMapping(path = "/ops/v1/replays", produces = "application/json")
class ReplaysController {

  private static final Set<String> FILTER =
      Set.of("act", "system", "states", "from", "until", "code", "like");
  private static final Set<String> START =
      Set.of("act", "system", "states", "from", "until", "code", "like", "perSecond", "reason");
  private static final int PREVIEW = 20;
  private static final int LISTED = 100;
  private static final int USUAL_PACE = 20;
  private static final int HIGHEST_PACE = 1000;

  private final ReplayJournal journal;
  private final Replays replays;
  private final SystemDirectory directory;
  private final LaneSearch search;

  ReplaysController(
      ReplayJournal journal, Replays replays, SystemDirectory directory, LaneSearch search) {
    this.journal = journal;
    this.replays = replays;
    this.directory = directory;
    this.search = search;
  }

  @PostMapping("/preview")
  JsonNode preview(@RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, FILTER);
    DeliveryFilter filter = filter(asked, asked.choice("act", BulkAct.class));
    ObjectNode answer =
        JsonNodeFactory.instance.objectNode().put("total", journal.extent(filter).total());
    ArrayNode first = answer.putArray("first");
    journal
        .first(filter, PREVIEW)
        .forEach(delivery -> DeliveryViews.line(first.addObject(), delivery));
    return answer;
  }

  @PostMapping
  ResponseEntity<JsonNode> start(@RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, START);
    BulkAct act = asked.choice("act", BulkAct.class);
    int perSecond = asked.number("perSecond", USUAL_PACE, HIGHEST_PACE);
    Instruction by = asked.because();
    DeliveryFilter filter = filter(asked, act);
    long id =
        replays
            .start(act, filter, perSecond, by)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Problem.of(Kind.NOT_FOUND, "没有符合条件的投递，没有开始。先用预览（preview）核对条件")));
    return ResponseEntity.created(URI.create("/ops/v1/replays/" + id)).body(show(id));
  }

  @GetMapping
  JsonNode list() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("replays");
    journal.latest(LISTED).stream()
        .filter(ReplaysController::visible)
        .forEach(replay -> list.add(json(replay)));
    return answer;
  }

  @GetMapping("/{id}")
  JsonNode show(@PathVariable long id) {
    return journal
        .find(id)
        .filter(ReplaysController::visible)
        .map(ReplaysController::json)
        .orElseThrow(() -> new RefusedException(Replays.unknown(id)));
  }

  @PostMapping("/{id}/cancel")
  JsonNode cancel(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.perhapsBecause();
    asked.check();
    show(id);
    RefusedException.when(replays.cancel(id, by));
    return show(id);
  }

  private static boolean visible(Replay replay) {
    return Operator.current().scope().includes(replay.filter().system());
  }

  /** What is asked for, all of it looked at; with an example, those that stand as it does now. */
  private DeliveryFilter filter(Asked asked, BulkAct act) {
    Optional<Long> like = asked.delivery("like");
    if (like.isPresent()) {
      asked.check();
      var filter = DeliveryFilter.like(search.visible(like.get()));
      if (!act.from().containsAll(filter.states())) {
        throw LaneSearch.invalid(
            "/like",
            "投递 " + like.get() + " 处于 " + filter.states() + "，不能成批 " + act,
            "可用的状态：" + act.from());
      }
      return filter;
    }
    var filter =
        new DeliveryFilter(
            asked.text("system", 41),
            asked.states("states", act.from()),
            asked.time("from"),
            asked.time("until"),
            asked.optionalText("code", 64),
            "");
    asked.check();
    directory.check(filter.system());
    return filter;
  }

  private static ObjectNode json(Replay replay) {
    DeliveryFilter filter = replay.filter();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", replay.id())
            .put("act", replay.act().name())
            .put("system", filter.system())
            .put("state", replay.progress().name())
            .put("total", replay.total())
            .put("done", replay.done())
            .put("perSecond", replay.perSecond())
            .put("code", filter.code())
            .put("cause", Masked.personal(filter.cause()))
            .put("actor", replay.actor())
            .put("reason", replay.reason())
            .put("createdAt", replay.createdAt().toString())
            .put("changedAt", replay.changedAt().toString());
    ArrayNode states = json.putArray("states");
    filter.states().forEach(state -> states.add(state.name()));
    filter.from().ifPresent(from -> json.put("from", from.toString()));
    filter.until().ifPresent(until -> json.put("until", until.toString()));
    return json;
  }
}

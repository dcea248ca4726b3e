package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.schema.Problem;
import io.tongqiao.watch.JournalCopies;
import io.tongqiao.watch.Situation;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong now, and copies of the journal in case it gets worse. */
@RestController
@RequestMapping(path = "/ops/v1", produces = "application/json")
class SituationController {

  private final Situation situation;
  private final JournalCopies copies;

  SituationController(Situation situation, JournalCopies copies) {
    this.situation = situation;
    this.copies = copies;
  }

  @GetMapping("/alerts")
  JsonNode alerts() {
    return situation.now();
  }

  /** {@code {kind: h2, file}}; {@code {kind: other}} where the database has tools of its own. */
  @PostMapping("/backups")
  JsonNode backup(@RequestBody Optional<byte[]> body) {
    Asked.of(body, Set.of()).check();
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("kind", "other");
    try {
      copies
          .take(Operator.current().name())
          .ifPresent(file -> answer.put("kind", "h2").put("file", file.toString()));
      return answer;
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new RefusedException(Problem.of(Problem.Kind.UNAVAILABLE, "没有做成备份：" + why));
    }
  }
}

package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Form;
import io.tongqiao.manual.Entries;
import io.tongqiao.relay.Decision;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.schema.Receipt;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clerks read off a system that cannot tell it by itself. */
@RestController
@RequestMapping(path = "/ops/v1/systems/{id}/entries/{door}", produces = "application/json")
class EntriesController {

  private static final int FIELDS = 200;
  private static final int LONGEST_TEXT = 4000;

  private final Entries entries;
  private final SystemDirectory directory;

  EntriesController(Entries entries, SystemDirectory directory) {
    this.entries = entries;
    this.directory = directory;
  }

  @GetMapping
  JsonNode form(@PathVariable String id, @PathVariable String door) {
    directory.check(id);
    Form form =
        entries
            .form(id, door)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Problem.of(
                            Kind.NOT_FOUND,
                            id + " 没有名为 " + door + " 的人工录入入口。入口写在它的 system.yaml 的 doors 中")));
    return TaskViews.form(id, door, form);
  }

  @PostMapping
  JsonNode enter(
      @PathVariable String id, @PathVariable String door, @RequestBody Optional<byte[]> body) {
    directory.check(id);
    Asked asked = Asked.of(body, Set.of("entries", "again"));
    Map<String, String> typed = asked.texts("entries", FIELDS, LONGEST_TEXT);
    Map<String, String> again = asked.texts("again", FIELDS, LONGEST_TEXT);
    asked.check();
    Decision decision = entries.enter(id, door, Operator.current().name(), typed, again);
    if (decision instanceof Decision.Refused refused) {
      throw new RefusedException(refused.problem());
    }
    Receipt receipt =
        decision instanceof Decision.Accepted accepted
            ? accepted.receipt()
            : ((Decision.Duplicate) decision).receipt();
    return JsonNodeFactory.instance
        .objectNode()
        .put("messageId", receipt.messageId())
        .put("caseNo", receipt.caseNo())
        .put("receiptNo", receipt.receiptNo())
        .put("known", decision instanceof Decision.Duplicate);
  }
}

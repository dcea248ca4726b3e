package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.AuditQueries;
import io.tongqiao.journal.AuditQueries.Filter;
import io.tongqiao.journal.AuditQueries.Verdict;
import io.tongqiao.journal.Journal;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The audit, for the auditor. */
@RestController
@RequestMapping("/ops/v1/audit")
class AuditController {

  private static final int LARGEST_PAGE = 500;

  private final AuditQueries audit;
  private final AuditExport export;
  private final Journal journal;

  AuditController(AuditQueries audit, AuditExport export, Journal journal) {
    this.audit = audit;
    this.export = export;
    this.journal = journal;
  }

  @GetMapping(produces = "application/json")
  JsonNode page(
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String object,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "0") long below,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > LARGEST_PAGE || below < 0) {
      throw new RefusedException(
          Problem.of(Kind.INVALID, "limit 要在 1 到 " + LARGEST_PAGE + " 之间，below 不能小于 0"));
    }
    var filter = new Filter(actor, act, object, time(from), time(to));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("entries");
    audit
        .page(filter, below == 0 ? Long.MAX_VALUE : below, limit)
        .forEach(entry -> list.add(AuditExport.json(entry)));
    return answer;
  }

  private static Optional<Instant> time(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new RefusedException(
          Problem.of(Kind.INVALID, "from、to 要是带时区的时间，如 2026-03-16T08:00:00+08:00", List.of()));
    }
  }

  @GetMapping(path = "/check", produces = "application/json")
  JsonNode check() {
    Verdict verdict = audit.check();
    String found = verdict.fault().orElse("完整，共 " + verdict.entries() + " 条");
    journal.audit(Operator.current().name(), "audit.check", "audit", found);
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("whole", verdict.fault().isEmpty())
            .put("entries", verdict.entries())
            .put("hash", verdict.hash());
    verdict.fault().ifPresent(fault -> answer.put("fault", fault));
    return answer;
  }

  /** All of it, a JSON object a line, in the order of the chain. */
  @GetMapping("/export")
  ResponseEntity<StreamingResponseBody> all() {
    journal.audit(Operator.current().name(), "audit.export", "audit", "");
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, AuditExport.MEDIA_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tongqiao-audit.jsonl\"")
        .body(export::write);
  }
}

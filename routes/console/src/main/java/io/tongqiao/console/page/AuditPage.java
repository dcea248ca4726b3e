package io.tongqiao.console.page;

import io.tongqiao.console.AuditExport;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.AuditEntry;
import io.tongqiao.journal.AuditQueries;
import io.tongqiao.journal.AuditQueries.Filter;
import io.tongqiao.journal.AuditQueries.Verdict;
import io.tongqiao.journal.Journal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The audit, for the auditor: to be seen, checked and taken away. */
@Controller
@RequestMapping("/console/audit")
class AuditPage {

  private static final int PAGE = 50;

  private final AuditQueries audit;
  private final AuditExport export;
  private final Journal journal;

  AuditPage(AuditQueries audit, AuditExport export, Journal journal) {
    this.audit = audit;
    this.export = export;
    this.journal = journal;
  }

  @GetMapping
  String show(
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String object,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Optional<LocalDate> from,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Optional<LocalDate> to,
      @RequestParam(defaultValue = "0") long below,
      Model model) {
    var filter =
        new Filter(
            actor.strip(),
            act.strip(),
            object.strip(),
            from.map(AuditPage::begin),
            to.map(day -> begin(day.plusDays(1))));
    List<AuditEntry> entries = audit.page(filter, below <= 0 ? Long.MAX_VALUE : below, PAGE);
    model
        .addAttribute("entries", entries)
        .addAttribute("actor", actor)
        .addAttribute("act", act)
        .addAttribute("object", object)
        .addAttribute("from", from.orElse(null))
        .addAttribute("to", to.orElse(null))
        .addAttribute("below", below);
    if (entries.size() == PAGE) {
      model.addAttribute("older", entries.get(PAGE - 1).id());
    }
    return "audit";
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.ofHours(8));
  }

  @GetMapping("/check")
  String check(Model model) {
    Verdict verdict = audit.check();
    String found = verdict.fault().orElse("完整，共 " + verdict.entries() + " 条");
    journal.audit(Operator.current().name(), "audit.check", "audit", found);
    model.addAttribute("verdict", verdict);
    model.addAttribute("fault", verdict.fault().orElse(null));
    return "audit :: verdict";
  }

  @GetMapping("/export")
  ResponseEntity<StreamingResponseBody> all() {
    journal.audit(Operator.current().name(), "audit.export", "audit", "");
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, AuditExport.MEDIA_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tongqiao-audit.jsonl\"")
        .body(export::write);
  }
}

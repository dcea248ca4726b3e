package io.tongqiao.console.page;

import io.tongqiao.console.FolderChanges;
import io.tongqiao.console.Reasons;
import io.tongqiao.console.Sheets;
import io.tongqiao.console.Uploads;
import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Folder;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.version.Versions;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deploying, rolling back and comparing versions of a system's folder. */
@Controller
@RequestMapping("/console/systems/{system}")
class VersionsPage {

  /** A file of two versions, side by side. */
  record Shown(FolderChanges.Change change, List<Difference.Row> rows) {}

  private final Sheets sheets;
  private final Versions versions;
  private final Uploads uploads;

  VersionsPage(Sheets sheets, Versions versions, Uploads uploads) {
    this.sheets = sheets;
    this.versions = versions;
    this.uploads = uploads;
  }

  /** The archive itself is the body; what came of it is a part of the page. */
  @PostMapping(path = "/versions", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  String deploy(
      @PathVariable String system,
      @RequestParam String reason,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String doorsUntil,
      @RequestBody byte[] archive,
      Model model,
      HttpServletResponse response) {
    Optional<Problem> problem =
        Reasons.words(reason.strip()).map(words -> Problem.of(Kind.INVALID, words));
    if (problem.isEmpty()) {
      problem = deployed(system, reason.strip(), from, doorsUntil, archive);
    }
    problem.ifPresent(p -> response.setStatus(p.kind().status()));
    model.addAttribute("problem", problem.orElse(null)).addAttribute("id", system);
    return "versions :: outcome";
  }

  private Optional<Problem> deployed(
      String system, String reason, String from, String doorsUntil, byte[] archive) {
    try {
      var when = new Versions.When(time(from), time(doorsUntil));
      return uploads.deploy(
          system, archive, new Instruction(Operator.current().name(), reason), when);
    } catch (DateTimeException e) {
      var finding = new Finding("/from", "生效时间的写法不对", "写成 2027-01-01T08:00");
      return Optional.of(Problem.of(Kind.INVALID, finding.message(), List.of(finding)));
    }
  }

  /** As browsers send it, in Chinese time. */
  private static Optional<Instant> time(String text) {
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.ofHours(8)));
  }

  @PostMapping("/rollback")
  String rollBack(
      @PathVariable String system,
      @RequestParam Optional<Integer> to,
      @RequestParam String reason,
      RedirectAttributes next) {
    return act(system, reason, by -> versions.rollBack(system, to, by), "versions.back", next);
  }

  @PostMapping("/withdraw")
  String withdraw(
      @PathVariable String system, @RequestParam String reason, RedirectAttributes next) {
    return act(system, reason, by -> versions.withdraw(system, by), "versions.withdrawn", next);
  }

  private String act(
      String system,
      String reason,
      Function<Instruction, Optional<Problem>> act,
      String done,
      RedirectAttributes next) {
    if (sheets.of(system).isEmpty()) {
      next.addFlashAttribute("fault", "没有编号为 " + system + " 的系统，或不在您的范围内");
      return "redirect:/console/systems";
    }
    Optional<String> fault =
        Reasons.words(reason.strip())
            .or(
                () ->
                    act.apply(new Instruction(Operator.current().name(), reason.strip()))
                        .map(Problem::detail));
    next.addFlashAttribute(fault.isPresent() ? "fault" : "done", fault.orElse(done));
    return "redirect:/console/systems/" + system;
  }

  @GetMapping("/difference")
  String difference(
      @PathVariable String system,
      @RequestParam int from,
      @RequestParam int to,
      Model model,
      RedirectAttributes next) {
    Optional<Folder> left = versions.folder(system, from);
    Optional<Folder> right = versions.folder(system, to);
    if (sheets.of(system).isEmpty() || left.isEmpty() || right.isEmpty()) {
      next.addFlashAttribute("fault", "系统 " + system + " 没有这两个版本，从下面选");
      return "redirect:/console/systems";
    }
    List<Shown> files =
        FolderChanges.of(left.get(), right.get()).stream()
            .map(change -> new Shown(change, Difference.of(change.left(), change.right())))
            .toList();
    model
        .addAttribute("id", system)
        .addAttribute("from", from)
        .addAttribute("to", to)
        .addAttribute("files", files);
    return "difference";
  }
}

package io.tongqiao.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.DeliveryViews;
import io.tongqiao.console.JsonBody;
import io.tongqiao.console.LaneSearch;
import io.tongqiao.console.Reasons;
import io.tongqiao.console.RefusedException;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Repair;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a person corrects the message of a delivery, and is shown the fields that are at fault. */
@Controller
@RequestMapping("/console/stuck/{id}")
class CorrectionPage {

  /**
   * A fault and where it stands.
   *
   * @param line 0 where there is no such place
   */
  record Mark(String field, String message, String fix, int line, int from, int to) {

    static Mark of(Finding finding, Optional<JsonPlaces.Place> place) {
      return new Mark(
          finding.field(),
          finding.message(),
          finding.fix(),
          place.map(JsonPlaces.Place::line).orElse(0),
          place.map(JsonPlaces.Place::from).orElse(0),
          place.map(JsonPlaces.Place::to).orElse(0));
    }
  }

  private final LaneSearch search;
  private final DeliveryViews views;
  private final Repair repair;
  private final Captions captions;

  CorrectionPage(LaneSearch search, DeliveryViews views, Repair repair, Captions captions) {
    this.search = search;
    this.views = views;
    this.repair = repair;
    this.captions = captions;
  }

  /** What is asked for again after a change of language, or from a bookmark. */
  @GetMapping({"/edit", "/correct"})
  String again(@PathVariable long id) {
    return page(id);
  }

  /** Gives the message as it is into the hands of whoever says why. */
  @PostMapping("/edit")
  String edit(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      RedirectAttributes next) {
    Optional<Finding> fault = Reasons.fault(reason.strip());
    if (fault.isPresent()) {
      next.addFlashAttribute("fault", fault.get().message() + "：" + fault.get().fix());
      return page(id);
    }
    try {
      StoredDelivery delivery = search.visible(id);
      JsonNode message = views.unmasked(id, by(reason)).orElseThrow().path("message");
      String text = message.toPrettyString();
      List<Mark> marks =
          JsonPlaces.of(text).namedIn(delivery.cause()).stream()
              .map(place -> Mark.of(new Finding(place.pointer(), "", ""), Optional.of(place)))
              .toList();
      return told(delivery, text, reason, marks, model);
    } catch (RefusedException e) {
      next.addFlashAttribute("fault", e.problem().detail());
      return page(id);
    }
  }

  @PostMapping("/correct")
  String correct(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(name = "message", defaultValue = "") String typed,
      Model model,
      RedirectAttributes next) {
    // a form sends its lines with CRLF, and the editor counts one character for each end
    String message = typed.replace("\r\n", "\n");
    try {
      StoredDelivery delivery = search.visible(id);
      Optional<Problem> problem = tried(id, message, reason);
      if (problem.isEmpty()) {
        next.addFlashAttribute("done", "stuck.done.correct");
        return page(id);
      }
      model.addAttribute("fault", problem.get().detail());
      return told(delivery, message, reason, marks(problem.get(), message), model);
    } catch (RefusedException e) {
      next.addFlashAttribute("fault", e.problem().detail());
      return page(id);
    }
  }

  private Optional<Problem> tried(long id, String message, String reason) {
    Optional<Finding> fault = Reasons.fault(reason.strip());
    if (fault.isPresent()) {
      String told = fault.get().message() + "：" + fault.get().fix();
      return Optional.of(Problem.of(Problem.Kind.INVALID, told, List.of(fault.get())));
    }
    try {
      ObjectNode corrected = (ObjectNode) JsonBody.read(Optional.of(message.getBytes(UTF_8)));
      return repair.correct(id, corrected, by(reason));
    } catch (RefusedException e) {
      return Optional.of(e.problem());
    }
  }

  private static List<Mark> marks(Problem problem, String message) {
    JsonPlaces places = JsonPlaces.of(message);
    List<Mark> marks = new ArrayList<>();
    if (places.broken().isPresent()) {
      var fault = new Finding("", "这里起不是 JSON", "补上或去掉引号、逗号、括号");
      return List.of(Mark.of(fault, places.broken()));
    }
    for (Finding error : problem.errors()) {
      marks.add(Mark.of(error, places.find(error.field())));
    }
    return marks;
  }

  private String told(
      StoredDelivery delivery, String text, String reason, List<Mark> marks, Model model) {
    model
        .addAttribute("id", delivery.id())
        .addAttribute("system", delivery.system())
        .addAttribute("caseNo", delivery.caseNo())
        .addAttribute("delivery", views.delivery(delivery.id()).orElseThrow())
        .addAttribute("text", text)
        .addAttribute("lines", text.lines().count() + 1)
        .addAttribute("reason", reason)
        .addAttribute("marks", marks)
        .addAttribute("captions", captions);
    return "stuck-correct";
  }

  private static String page(long id) {
    return "redirect:/console/stuck/" + id;
  }

  private static Instruction by(String reason) {
    return new Instruction(Operator.current().name(), reason.strip());
  }
}

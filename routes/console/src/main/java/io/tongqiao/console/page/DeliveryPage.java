package io.tongqiao.console.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.DeliveryViews;
import io.tongqiao.console.Reasons;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Repair;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One delivery that stands still: what happened, what was said, and what can be done. */
@Controller
@RequestMapping("/console/stuck/{id}")
class DeliveryPage {

  private static final Set<State> STUCK = EnumSet.of(State.PARKED, State.WAITING);
  private static final Set<Role> ACTING = EnumSet.of(Role.OPERATOR);

  private final DeliveryViews views;
  private final Repair repair;
  private final Captions captions;

  DeliveryPage(DeliveryViews views, Repair repair, Captions captions) {
    this.views = views;
    this.repair = repair;
    this.captions = captions;
  }

  @GetMapping
  String show(@PathVariable long id, Model model, RedirectAttributes next) {
    return told(id, "stuck-one", model, next);
  }

  /** The part that changes while the delivery is on its way. */
  @GetMapping("/state")
  String state(@PathVariable long id, Model model, RedirectAttributes next) {
    return told(id, "stuck-one :: state", model, next);
  }

  private String told(long id, String view, Model model, RedirectAttributes next) {
    Optional<ObjectNode> found = views.delivery(id);
    if (found.isEmpty()) {
      next.addFlashAttribute("fault", Repair.unknown(id).detail());
      return "redirect:/console/stuck";
    }
    ObjectNode delivery = found.get();
    State state = State.valueOf(delivery.path("state").asText());
    Plight plight = Plight.of(delivery);
    model
        .addAttribute("id", id)
        .addAttribute("delivery", delivery)
        .addAttribute("plight", plight)
        .addAttribute("since", Instant.parse(delivery.path("changedAt").asText()))
        .addAttribute("accepted", Instant.parse(delivery.path("acceptedAt").asText()))
        .addAttribute("acting", Operator.current().isOneOf(ACTING))
        .addAttribute("stuck", STUCK.contains(state))
        .addAttribute("parked", state == State.PARKED)
        .addAttribute("captions", captions);
    if (delivery.has("nextAttemptAt")) {
      model.addAttribute("next", Instant.parse(delivery.path("nextAttemptAt").asText()));
    }
    return view;
  }

  /** Masked; the look is audited. */
  @GetMapping("/texts")
  String texts(@PathVariable long id, Model model) {
    Optional<ObjectNode> texts =
        views.delivery(id).flatMap(d -> views.texts(id, Operator.current().name()));
    return texts(id, texts, model);
  }

  /** As they are, for whoever says why. */
  @PostMapping("/texts")
  String unmasked(
      @PathVariable long id, @RequestParam(defaultValue = "") String reason, Model model) {
    Optional<Finding> fault = Reasons.fault(reason.strip());
    if (fault.isPresent()) {
      model.addAttribute("textsFault", fault.get().message() + "：" + fault.get().fix());
      return texts(id, model);
    }
    return texts(id, views.delivery(id).flatMap(d -> views.unmasked(id, by(reason))), model);
  }

  private String texts(long id, Optional<ObjectNode> texts, Model model) {
    model.addAttribute("id", id);
    String system = views.delivery(id).map(delivery -> delivery.path("system").asText()).orElse("");
    texts.ifPresent(
        found ->
            model
                .addAttribute("masked", found.path("masked").asBoolean())
                .addAttribute("version", found.path("version").asInt())
                .addAttribute("canonical", found.path("message").toPrettyString())
                .addAttribute(
                    "sent", PrettyText.of(views.readable(system, found.path("request").asText())))
                .addAttribute("answered", PrettyText.of(found.path("response").asText())));
    return "stuck-one :: texts";
  }

  @PostMapping("/resend")
  String resend(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes next) {
    return acted(id, reason, "stuck.done.resend", next, by -> repair.resend(id, by));
  }

  @PostMapping("/skip")
  String skip(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes next) {
    return acted(id, reason, "stuck.done.skip", next, by -> repair.skip(id, by));
  }

  @PostMapping("/return")
  String giveBack(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes next) {
    return acted(id, reason, "stuck.done.return", next, by -> repair.giveBack(id, by));
  }

  private interface Act {
    Optional<Problem> by(Instruction instruction);
  }

  private String acted(long id, String reason, String done, RedirectAttributes next, Act act) {
    Optional<String> fault =
        Reasons.fault(reason.strip())
            .map(f -> f.message() + "：" + f.fix())
            .or(
                () ->
                    views.delivery(id).isEmpty()
                        ? Optional.of(Repair.unknown(id).detail())
                        : act.by(by(reason)).map(Problem::detail));
    next.addFlashAttribute(fault.isPresent() ? "fault" : "done", fault.orElse(done));
    return "redirect:/console/stuck/" + id;
  }

  private static Instruction by(String reason) {
    return new Instruction(Operator.current().name(), reason.strip());
  }
}

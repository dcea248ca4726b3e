package io.tongqiao.console.page;

import io.tongqiao.console.LaneSearch;
import io.tongqiao.console.Reasons;
import io.tongqiao.console.RefusedException;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.BulkAct;
import io.tongqiao.journal.DeliveryFilter;
import io.tongqiao.journal.ReplayJournal;
import io.tongqiao.journal.ReplayJournal.Progress;
import io.tongqiao.journal.ReplayJournal.Replay;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Replays;
import io.tongqiao.schema.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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

/** All that stand still for one cause: look at them, begin, watch, cancel. */
@Controller
@RequestMapping("/console/stuck/bulk")
class BulkPage {

  private static final String LIST = "redirect:/console/stuck";
  private static final int PREVIEW = 10;
  private static final int HIGHEST_PACE = 1000;
  private static final Set<Role> ACTING = EnumSet.of(Role.OPERATOR);

  private final LaneSearch search;
  private final ReplayJournal journal;
  private final Replays replays;
  private final Captions captions;

  BulkPage(LaneSearch search, ReplayJournal journal, Replays replays, Captions captions) {
    this.search = search;
    this.journal = journal;
    this.replays = replays;
    this.captions = captions;
  }

  @GetMapping
  String preview(@RequestParam long like, Model model, RedirectAttributes next) {
    try {
      StoredDelivery example = search.visible(like);
      List<BulkAct> acts = acts(example);
      if (acts.isEmpty()) {
        next.addFlashAttribute("fault", "这一组已经不再停着，没有可以成批办理的");
        return LIST;
      }
      var filter = DeliveryFilter.like(example);
      model
          .addAttribute("like", like)
          .addAttribute("example", example)
          .addAttribute("cause", LaneSearch.masked(example.cause()))
          .addAttribute("acts", acts)
          .addAttribute("total", journal.extent(filter).total())
          .addAttribute("first", journal.first(filter, PREVIEW))
          .addAttribute("captions", captions);
      return "stuck-bulk";
    } catch (RefusedException e) {
      next.addFlashAttribute("fault", e.problem().detail());
      return LIST;
    }
  }

  /** What can be done to a group that still stands still. */
  private static List<BulkAct> acts(StoredDelivery example) {
    return example.state().done()
        ? List.of()
        : Arrays.stream(BulkAct.values())
            .filter(act -> act.from().contains(example.state()))
            .toList();
  }

  @PostMapping
  String start(
      @RequestParam long like,
      @RequestParam BulkAct act,
      @RequestParam(defaultValue = "20") int perSecond,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes next) {
    try {
      StoredDelivery example = search.visible(like);
      Optional<String> fault = fault(example, act, perSecond, reason);
      if (fault.isPresent()) {
        next.addFlashAttribute("fault", fault.get());
        return "redirect:/console/stuck/bulk?like=" + like;
      }
      var by = new Instruction(Operator.current().name(), reason.strip());
      Optional<Long> id = replays.start(act, DeliveryFilter.like(example), perSecond, by);
      if (id.isPresent()) {
        return "redirect:/console/stuck/bulk/" + id.get();
      }
      next.addFlashAttribute("fault", "这一组已经不再停着，没有开始");
    } catch (RefusedException e) {
      next.addFlashAttribute("fault", e.problem().detail());
    }
    return LIST;
  }

  private static Optional<String> fault(
      StoredDelivery example, BulkAct act, int perSecond, String reason) {
    if (!acts(example).contains(act)) {
      return Optional.of("这一组已经不再停着，没有开始");
    }
    if (perSecond < 1 || perSecond > HIGHEST_PACE) {
      return Optional.of("每秒件数要在 1 到 " + HIGHEST_PACE + " 之间");
    }
    return Reasons.words(reason.strip());
  }

  @GetMapping("/{id}")
  String show(@PathVariable long id, Model model, RedirectAttributes next) {
    return told(id, "stuck-progress", model, next);
  }

  /** The part that moves. */
  @GetMapping("/{id}/progress")
  String progress(@PathVariable long id, Model model, RedirectAttributes next) {
    return told(id, "stuck-progress :: progress", model, next);
  }

  private String told(long id, String view, Model model, RedirectAttributes next) {
    Optional<Replay> found = visible(id);
    if (found.isEmpty()) {
      next.addFlashAttribute("fault", Replays.unknown(id).detail());
      return LIST;
    }
    Replay bulk = found.get();
    model
        .addAttribute("bulk", bulk)
        .addAttribute("cause", LaneSearch.masked(bulk.filter().cause()))
        .addAttribute("running", bulk.progress() == Progress.RUNNING)
        .addAttribute("acting", Operator.current().isOneOf(ACTING))
        .addAttribute("captions", captions);
    return view;
  }

  @PostMapping("/{id}/cancel")
  String cancel(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes next) {
    if (visible(id).isEmpty()) {
      next.addFlashAttribute("fault", Replays.unknown(id).detail());
      return LIST;
    }
    var by = new Instruction(Operator.current().name(), reason.strip());
    Optional<String> fault =
        Reasons.words(by.reason()).or(() -> replays.cancel(id, by).map(Problem::detail));
    next.addFlashAttribute(fault.isPresent() ? "fault" : "done", fault.orElse("stuck.done.cancel"));
    return "redirect:/console/stuck/bulk/" + id;
  }

  private Optional<Replay> visible(long id) {
    return journal
        .find(id)
        .filter(bulk -> Operator.current().scope().includes(bulk.filter().system()));
  }
}

package io.tongqiao.console.page;

import io.tongqiao.console.LaneSearch;
import io.tongqiao.console.LaneSearch.Wanted;
import io.tongqiao.console.RefusedException;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.LaneQueries.Cause;
import io.tongqiao.journal.ReplayJournal;
import io.tongqiao.journal.ReplayJournal.Replay;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What stands still: by cause, or lane by lane. */
@Controller
@RequestMapping("/console/stuck")
class StuckPage {

  private static final int PAGE = 50;
  private static final int LATEST = 5;
  private static final List<Integer> AGES = List.of(10, 60, 720, 1440, 4320);

  private final LaneSearch search;
  private final ReplayJournal bulks;
  private final Captions captions;

  StuckPage(LaneSearch search, ReplayJournal bulks, Captions captions) {
    this.search = search;
    this.bulks = bulks;
    this.captions = captions;
  }

  @GetMapping
  String show(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String caseNo,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "0") int age,
      @RequestParam Optional<Long> like,
      @RequestParam(defaultValue = "causes") String view,
      @RequestParam(defaultValue = "0") int offset,
      Model model) {
    var wanted = new Wanted(system, state, caseNo.strip(), cause.strip(), Math.max(0, age), like);
    boolean lanes = view.equals("lanes") || like.isPresent() || !wanted.caseNo().isEmpty();
    model
        .addAttribute("wanted", wanted)
        .addAttribute("like", like.orElse(null))
        .addAttribute("lanesShown", lanes)
        .addAttribute("ages", AGES)
        .addAttribute("captions", captions)
        .addAttribute("systems", captions.systems())
        .addAttribute("bulks", latest());
    try {
      find(wanted, lanes, Math.max(0, offset), model);
    } catch (RefusedException e) {
      model
          .addAttribute("fault", e.problem().detail())
          .addAttribute("causes", List.of())
          .addAttribute("lanes", List.of())
          .addAttribute("total", 0L);
    }
    return "stuck";
  }

  private void find(Wanted wanted, boolean lanes, int offset, Model model) {
    LaneSearch.Found found = search.page(wanted, offset, lanes ? PAGE : 1);
    model.addAttribute("total", found.total());
    if (!lanes) {
      model.addAttribute("causes", search.causes(wanted));
      return;
    }
    model
        .addAttribute("lanes", found.lanes())
        .addAttribute("offset", offset)
        .addAttribute("newer", offset > 0 ? Math.max(0, offset - PAGE) : null)
        .addAttribute("older", offset + PAGE < found.total() ? offset + PAGE : null);
    if (wanted.like().isPresent() && !found.lanes().isEmpty()) {
      var first = found.lanes().get(0);
      model.addAttribute(
          "group",
          new Cause(
              first.system(),
              first.state(),
              first.code(),
              first.reason(),
              found.total(),
              first.since(),
              first.deliveryId()));
    }
  }

  private List<Replay> latest() {
    return bulks.latest(LATEST).stream()
        .filter(bulk -> Operator.current().scope().includes(bulk.filter().system()))
        .toList();
  }
}

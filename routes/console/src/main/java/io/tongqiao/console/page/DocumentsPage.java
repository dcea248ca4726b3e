package io.tongqiao.console.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.console.PullViews;
import io.tongqiao.console.people.Operator;
import io.tongqiao.prerequisite.PullSearch.Filter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Documents that were pulled (调取的材料): who asked, on what ground, where each came from. A search is
 * posted, so that no number of a person stands in an address.
 */
@Controller
@RequestMapping("/console/documents")
class DocumentsPage {

  private static final int MOST = 50;
  private static final int LONGEST = 200;
  private static final String NOT_ALL = "documents.not-all";

  private final PullViews views;
  private final JsonMapper json;

  DocumentsPage(PullViews views, JsonMapper json) {
    this.views = views;
    this.json = json;
  }

  @GetMapping({"", "/search", "/open"})
  String show(Model model) {
    return page(model);
  }

  /** One pull, which other pages may name. */
  @GetMapping("/pulls/{pull}")
  String pull(@PathVariable String pull, Model model) {
    if (seesAll()) {
      Optional<JsonNode> found = views.pull(pull, Operator.current().name()).map(p -> p);
      model.addAttribute("pulls", found.map(this::map).map(List::of).orElse(List.of()));
      model.addAttribute("total", found.isPresent() ? 1 : 0);
    }
    return page(model);
  }

  @PostMapping("/search")
  String search(
      @RequestParam(defaultValue = "") String holderCode,
      @RequestParam(defaultValue = "") String caseNo,
      @RequestParam(defaultValue = "") String org,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Optional<LocalDate> from,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Optional<LocalDate> to,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
      Model model) {
    var filter = filter(holderCode.strip(), caseNo.strip(), org.strip(), from, to);
    if (!seesAll() || !says(filter)) {
      model.addAttribute("nothing", true);
    } else {
      JsonNode found = views.search(filter, MOST, Operator.current().name());
      List<Map<String, Object>> pulls =
          json.convertValue(found.path("pulls"), new TypeReference<>() {});
      model.addAttribute("pulls", pulls).addAttribute("total", found.path("total").asLong());
    }
    String page = page(model);
    return part ? "documents :: found" : page;
  }

  /** A department by its code where that is one, else by its name. */
  private static Filter filter(
      String holder, String caseNo, String org, Optional<LocalDate> from, Optional<LocalDate> to) {
    boolean code = org.matches("[0-9A-Z]{18}");
    return new Filter(
        cut(holder),
        cut(caseNo),
        code ? org : "",
        code ? "" : cut(org),
        from.map(DocumentsPage::begin),
        to.map(day -> begin(day.plusDays(1))));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.ofHours(8));
  }

  private static boolean says(Filter filter) {
    return !(filter.holderCode() + filter.caseNo() + filter.orgCode() + filter.orgName()).isEmpty();
  }

  /** A pull asks many systems, so that whoever minds some of them only sees none. */
  private static boolean seesAll() {
    return Operator.current().scope().isAll();
  }

  private static String page(Model model) {
    if (!seesAll()) {
      model.addAttribute("refusal", NOT_ALL);
    }
    model.addAttribute("most", MOST);
    return "documents";
  }

  private Map<String, Object> map(JsonNode node) {
    return json.convertValue(node, new TypeReference<>() {});
  }
}

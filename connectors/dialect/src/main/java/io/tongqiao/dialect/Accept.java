package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Descriptor.Progress;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Regions;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which messages go to which operation; an empty list means any.
 *
 * @param progress whose events: left out, only those that move the case itself, for another
 *     system's own progress would be taken for the case's
 */
public record Accept(
    String operation,
    List<EventType> events,
    List<String> items,
    List<String> itemTypes,
    List<String> regions,
    List<String> levels,
    List<String> partyTypes,
    List<Progress> progress) {

  /** Fills in what was left out. */
  public Accept {
    events = events == null ? List.of() : List.copyOf(events);
    items = items == null ? List.of() : List.copyOf(items);
    itemTypes = itemTypes == null ? List.of() : List.copyOf(itemTypes);
    regions = regions == null ? List.of() : List.copyOf(regions);
    levels = levels == null ? List.of() : List.copyOf(levels);
    partyTypes = partyTypes == null ? List.of() : List.copyOf(partyTypes);
    progress = progress == null ? List.of(Progress.CASE) : List.copyOf(progress);
  }

  /**
   * Whether this rule fits a message whose case is complete (item, party, region known), by what
   * its sender's events move.
   */
  boolean fits(CaseMessage message, Progress sender) {
    JsonNode theCase = message.caseNode();
    JsonNode item = theCase.path("item");
    String implCode = item.path("implCode").asText();
    String basicCode = implCode.length() == 31 ? implCode.substring(19) : "";
    String level = implCode.length() == 31 ? implCode.substring(18, 19) : "";
    return progress.contains(sender)
        && (events.isEmpty() || events.contains(message.event()))
        && anyMatch(items, code -> matches(code, implCode) || matches(code, basicCode))
        && anyMatch(
            itemTypes, code -> basicCode.length() == 12 && code.equals(basicCode.substring(2, 4)))
        && anyMatch(regions, code -> Regions.within(code, theCase.path("regionCode").asText()))
        && anyMatch(levels, level::equals)
        && anyMatch(partyTypes, theCase.path("party").path("partyType").asText()::equals);
  }

  private static boolean anyMatch(List<String> codes, Predicate<String> test) {
    return codes.isEmpty() || codes.stream().anyMatch(test);
  }

  private static boolean matches(String pattern, String code) {
    return pattern.endsWith("*")
        ? code.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(code);
  }
}

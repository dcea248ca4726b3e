package io.tongqiao.simulator;

import io.tongqiao.dialect.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a system had begun to tell when its process ended.
 *
 * @param work what it follows: the last of its kind for the case, or work that stands apart
 * @param samples door samples, in their order
 */
record Untold(LedgerEntry work, List<Sample> samples) {

  /** What a ledger shows neither as told nor as refused. */
  static List<Untold> of(Part part, List<LedgerEntry> entries) {
    Map<String, Map<String, Untold>> stories = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      if (!entry.system().equals(part.descriptor().id())) {
        continue;
      }
      boolean sent = entry.direction() == LedgerEntry.Direction.SENT;
      String id = sent || entry.apart() ? entry.messageId() : "";
      var begun = stories.computeIfAbsent(entry.caseNo() + "/" + id, k -> new LinkedHashMap<>());
      if (sent) {
        begun.values().forEach(story -> told(story.samples(), entry));
      } else if (entry.done()) {
        begun.computeIfAbsent(entry.operation(), o -> begun(part, entry));
      }
    }
    return stories.values().stream().flatMap(begun -> begun.values().stream()).toList();
  }

  private static Untold begun(Part part, LedgerEntry work) {
    return new Untold(work, new ArrayList<>(part.script().after(work.operation(), work.subject())));
  }

  private static void told(List<Sample> left, LedgerEntry entry) {
    if (left.stream().noneMatch(sample -> sample.name().equals(entry.answer()))) {
      return;
    }
    if (entry.done()) {
      left.removeIf(sample -> sample.name().equals(entry.answer()));
    } else if (!Played.notNow(Integer.parseInt(entry.disposition()))) {
      left.clear();
    }
  }
}

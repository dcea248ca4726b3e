package io.tongqiao.simulator;

import io.tongqiao.dialect.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a system had begun to tell of a case when its process ended.
 *
 * @param samples door samples, in their order
 */
record Untold(String caseNo, List<Sample> samples) {

  /** What a ledger shows neither as told nor as refused. */
  static List<Untold> of(Part part, List<LedgerEntry> entries) {
    Map<String, Map<String, List<Sample>>> cases = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      if (!entry.system().equals(part.descriptor().id())) {
        continue;
      }
      var begun = cases.computeIfAbsent(entry.caseNo(), caseNo -> new LinkedHashMap<>());
      if (entry.direction() == LedgerEntry.Direction.SENT) {
        begun.values().forEach(left -> told(left, entry));
      } else if (entry.done()) {
        begun.computeIfAbsent(entry.operation(), o -> new ArrayList<>(part.script().after(o)));
      }
    }
    var untold = new ArrayList<Untold>();
    cases.forEach(
        (caseNo, begun) -> begun.values().forEach(left -> untold.add(new Untold(caseNo, left))));
    return untold;
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

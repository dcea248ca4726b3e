package io.tongqiao.console.page;

import io.tongqiao.console.CaseFinder;
import io.tongqiao.console.CaseQuery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The form of the search, as it was filled in; nothing for what was left out.
 *
 * @param lane a state of deliveries, or {@link #STILL}
 * @param from first day, of +08:00
 * @param to last day
 */
record CaseForm(
    String caseNo,
    String applicant,
    String item,
    String system,
    String state,
    String lane,
    String from,
    String to,
    String next) {

  /** Parked or waiting. */
  static final String STILL = "STILL";

  CaseForm {
    caseNo = bare(caseNo);
    applicant = bare(applicant);
    item = bare(item);
    system = bare(system);
    state = bare(state);
    lane = bare(lane);
    from = bare(from);
    to = bare(to);
    next = bare(next);
  }

  private static String bare(String text) {
    return text == null ? "" : text.strip();
  }

  /** What was filled in, by the names of the fields; where it goes on is left out. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("caseNo", caseNo);
    fields.put("applicant", applicant);
    fields.put("item", item);
    fields.put("system", system);
    fields.put("state", state);
    fields.put("lane", lane);
    fields.put("from", from);
    fields.put("to", to);
    return fields;
  }

  /** Nothing that may not stand in an address. */
  CaseForm withoutApplicant() {
    return new CaseForm(caseNo, "", item, system, state, lane, from, to, next);
  }

  /** What it asks; what is no day or state is as if it were left out. */
  CaseQuery query() {
    return new CaseQuery(
        caseNo,
        applicant,
        item,
        system,
        one(CaseState.values(), state),
        lane.equals(STILL)
            ? EnumSet.of(State.PARKED, State.WAITING)
            : one(CaseFinder.laneStates().toArray(State[]::new), lane),
        day(from).map(CaseForm::begin),
        day(to).map(day -> begin(day.plusDays(1))),
        CaseQuery.place(next),
        CaseQuery.USUAL);
  }

  private static <E extends Enum<E>> Set<E> one(E[] values, String name) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .collect(java.util.stream.Collectors.toSet());
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.ofHours(8));
  }
}

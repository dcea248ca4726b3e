package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.schema.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One look at a case from both ends: the relay's timeline and the played systems' ledger.
 *
 * @param theCase the relay's answer; an empty object while it knows nothing
 * @param ledger the simulator's entries of the case
 */
record CaseView(String caseNo, JsonNode theCase, JsonNode ledger) {

  /** A copy of a message on its way to a system, as the timeline shows it. */
  record Copy(
      String system, String event, String state, String receiptNo, String cause, long millis) {

    boolean delivered() {
      return state.equals("DELIVERED");
    }
  }

  /** A door sample that a played system has sent. */
  private record Said(String system, String sample) {}

  /** All deliveries of the case, in the timeline's order. */
  List<Copy> copies() {
    return timeline("delivery")
        .map(
            entry ->
                new Copy(
                    entry.path("system").asText(),
                    entry.path("eventName").asText(),
                    entry.path("state").asText(),
                    entry.path("receiptNo").asText(),
                    entry.path("detail").asText(),
                    entry.path("millis").asLong()))
        .toList();
  }

  private Stream<JsonNode> timeline(String kind) {
    return stream(theCase.path("timeline")).filter(e -> e.path("kind").asText().equals(kind));
  }

  /** Whether no delivery will move by itself: what stands behind a parked one will not. */
  boolean still() {
    List<Copy> all = copies();
    return all.stream()
        .noneMatch(
            copy ->
                switch (copy.state()) {
                  case "READY", "WAITING" -> true;
                  case "BACKLOG" -> all.stream().noneMatch(c -> parkedBefore(c, copy));
                  default -> false;
                });
  }

  private static boolean parkedBefore(Copy other, Copy copy) {
    return other.system().equals(copy.system()) && other.state().equals("PARKED");
  }

  /** What changes whenever something happens. */
  int trace() {
    return theCase.path("timeline").hashCode() * 31 + ledger.size();
  }

  /** Messages of the played systems that the relay refused. */
  List<Trouble> refused() {
    return entries("sent")
        .filter(entry -> !entry.path("done").asBoolean() && isFinal(entry))
        .map(
            entry ->
                trouble(
                    entry.path("system").asText(),
                    entry.path("answer").asText(),
                    "入口拒绝，状态 " + entry.path("disposition").asText()))
        .toList();
  }

  private static boolean isFinal(JsonNode entry) {
    int status = entry.path("disposition").asInt();
    return status < 500 && status != 408 && status != 429;
  }

  /**
   * What the played systems have still to say, by their samples, and what they have said but the
   * relay does not show. A system that was refused says no more.
   */
  List<Trouble> missing(Cast cast) {
    var missing = new ArrayList<Trouble>();
    List<String> silenced = refused().stream().map(Trouble::system).toList();
    var said =
        new TreeSet<String>(said().stream().map(s -> s.system() + " " + s.sample()).toList());
    entries("received")
        .filter(entry -> entry.path("done").asBoolean())
        .map(entry -> List.of(entry.path("system").asText(), entry.path("operation").asText()))
        .distinct()
        .filter(work -> !silenced.contains(work.get(0)))
        .forEach(
            work ->
                cast.followUps(work.get(0), work.get(1)).stream()
                    .filter(sample -> !said.contains(work.get(0) + " " + sample))
                    .forEach(sample -> missing.add(trouble(work.get(0), sample, "对方没有发来"))));
    missing.addAll(unseen(cast));
    return missing;
  }

  private List<Trouble> unseen(Cast cast) {
    var shown = new HashMap<String, Integer>();
    timeline("message")
        .forEach(e -> shown.merge(key(e.path("system"), e.path("event")), 1, Integer::sum));
    var unseen = new ArrayList<Trouble>();
    for (Said one : said()) {
      String event = cast.event(one.system(), one.sample()).map(EventType::name).orElse("");
      if (!event.isEmpty() && take(shown, one.system() + " " + event)) {
        unseen.add(trouble(one.system(), one.sample(), "已经发出，办件时间线上没有"));
      }
    }
    return unseen;
  }

  /** Takes one away; true when there was none. */
  private static boolean take(Map<String, Integer> counts, String key) {
    return counts.merge(key, -1, Integer::sum) < 0;
  }

  private static String key(JsonNode system, JsonNode event) {
    return system.asText() + " " + event.asText();
  }

  private List<Said> said() {
    return entries("sent")
        .filter(entry -> entry.path("done").asBoolean())
        .map(entry -> new Said(entry.path("system").asText(), entry.path("answer").asText()))
        .distinct()
        .toList();
  }

  private Stream<JsonNode> entries(String direction) {
    return stream(ledger).filter(e -> e.path("direction").asText().equals(direction));
  }

  private Trouble trouble(String system, String what, String why) {
    return new Trouble(caseNo, system, what, why);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}

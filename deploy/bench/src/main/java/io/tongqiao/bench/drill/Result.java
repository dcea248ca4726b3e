package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a drill has come to.
 *
 * @param accepted messages accepted, those of the played systems included
 * @param faults all that must not be
 * @param answers how often each answer was heard, under each trouble
 * @param lostAnswers work done whose answer was withheld
 * @param carriedOut whether all that was planned has happened
 */
record Result(
    DrillSettings settings,
    long accepted,
    List<Fault> faults,
    Map<String, AtomicLong> answers,
    int kills,
    int ownEnds,
    Duration longestRestart,
    long resent,
    int peerKills,
    long lostAnswers,
    int diskFull,
    int databaseAway,
    Duration took,
    boolean carriedOut) {

  boolean good() {
    return faults.isEmpty() && carriedOut && kills == settings.kills();
  }

  private long count(Fault.Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).count();
  }

  /** One object; the first eight fields are the ones that count. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("accepted", accepted);
    json.put("missing", count(Fault.Kind.MISSING));
    json.put("doubled", count(Fault.Kind.DOUBLED));
    json.put("inverted", count(Fault.Kind.INVERTED));
    json.put("receiptMismatch", count(Fault.Kind.RECEIPT_MISMATCH));
    json.put("kills", kills);
    json.put("resent", resent);
    json.put("maxRestartSeconds", seconds(longestRestart));
    json.put("refused", count(Fault.Kind.REFUSED));
    json.put("unsettled", count(Fault.Kind.UNSETTLED));
    json.put("ownEnds", ownEnds);
    json.put("peerKills", peerKills);
    json.put("lostAnswers", lostAnswers);
    json.put("diskFull", diskFull);
    json.put("databaseAway", databaseAway);
    json.put("cases", settings.cases());
    json.put("seconds", seconds(took));
    json.put("db", settings.postgres() ? "postgres" : "h2");
    json.put("seed", settings.seed());
    return json;
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
  }
}

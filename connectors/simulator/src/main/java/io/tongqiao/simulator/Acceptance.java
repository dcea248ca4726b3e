package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the relay's reply as the system would. The folder says how an acceptance is written; what
 * is the same in two acceptances with different receipts must stand in the reply.
 */
final class Acceptance {

  private Acceptance() {}

  static boolean accepted(Dialect dialect, String door, int status, byte[] body) {
    if (status < 200 || status > 299) {
      return false;
    }
    if (dialect.door(door).gives().isPresent()) {
      return !refused(dialect, door, body);
    }
    Optional<Descriptor.DoorReply> rules = dialect.door(door).reply();
    if (rules.isEmpty()) {
      return true;
    }
    try {
      Map<String, String> wanted = leaves(dialect, door, acceptance(dialect, door, "1"));
      wanted.entrySet().retainAll(leaves(dialect, door, acceptance(dialect, door, "2")).entrySet());
      return leaves(dialect, door, body).entrySet().containsAll(wanted.entrySet());
    } catch (TranslationException e) {
      return false;
    }
  }

  /** Whether everything is there that is the same in two refusals for different reasons. */
  private static boolean refused(Dialect dialect, String door, byte[] body) {
    try {
      Map<String, String> wanted = leaves(dialect, door, refusal(dialect, door, "1"));
      wanted.entrySet().retainAll(leaves(dialect, door, refusal(dialect, door, "2")).entrySet());
      return !wanted.isEmpty()
          && leaves(dialect, door, body).entrySet().containsAll(wanted.entrySet());
    } catch (TranslationException e) {
      return true;
    }
  }

  private static byte[] refusal(Dialect dialect, String door, String mark) {
    Problem problem = Problem.of(Problem.Kind.NOT_FOUND, "reason-" + mark);
    return dialect.refused(door, problem).orElseThrow().body();
  }

  private static byte[] acceptance(Dialect dialect, String door, String mark) {
    var receipt =
        new Receipt(
            mark.repeat(32),
            "system-" + mark,
            "message-" + mark,
            "case-" + mark,
            "issuer-" + mark,
            Receipt.Level.BUSINESS,
            Receipt.Outcome.ACCEPTED,
            "receipt-" + mark,
            Instant.ofEpochSecond(Long.parseLong(mark)),
            "",
            "",
            List.of());
    return dialect.accepted(door, receipt).orElseThrow().body();
  }

  private static Map<String, String> leaves(Dialect dialect, String door, byte[] body)
      throws TranslationException {
    var leaves = new HashMap<String, String>();
    var format = dialect.door(door).reply().orElseThrow().format();
    Expressions.leaves(dialect.codec().decode(format, body), "", leaves);
    return leaves;
  }
}

package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * What a holder said, {@code holding.schema.json}.
 *
 * @param code its own; empty for none
 * @param reason in words for people; empty when found
 */
record Answered(Outcome outcome, String code, String reason, List<Certificate> certificates) {

  private static final int CODE_LENGTH = 64;
  private static final int REASON_LENGTH = 1000;

  static Answered unavailable(String code, String reason) {
    return new Answered(
        Outcome.UNAVAILABLE,
        Columns.cut(code, CODE_LENGTH),
        Columns.cut(reason, REASON_LENGTH),
        List.of());
  }

  static Answered of(JsonNode holding) {
    List<Certificate> certificates = new ArrayList<>();
    holding.path("certificates").forEach(node -> certificates.add(Certificate.of(node)));
    return new Answered(
        Outcome.valueOf(holding.path("outcome").asText()),
        holding.path("code").asText(""),
        Columns.cut(holding.path("reason").asText(""), REASON_LENGTH),
        certificates);
  }
}

package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a receiver says of a message. Absent texts are empty strings; an absent time is {@link
 * Instant#EPOCH}.
 *
 * @param messageId Tongqiao's id of the message, see {@link CaseMessage#messageId}
 * @param source the system that sent the message
 * @param sourceMessageId the sender's own number of the message
 * @param issuer who gives the receipt: {@code tongqiao} or the id of a system
 * @param receiptNo the issuer's number of the receipt
 * @param code the issuer's own code
 */
public record Receipt(
    String messageId,
    String source,
    String sourceMessageId,
    String caseNo,
    String issuer,
    Level level,
    Outcome outcome,
    String receiptNo,
    Instant time,
    String code,
    String detail,
    List<Finding> warnings) {

  /** How far the issuer has looked at the message. */
  public enum Level {
    /** The issuer has it. */
    TRANSPORT,
    /** The issuer has validated it. */
    BUSINESS,
    /** The issuer's later word, from a callback or a feedback table. */
    FINAL
  }

  public enum Outcome {
    ACCEPTED,
    REJECTED
  }

  public Receipt {
    warnings = List.copyOf(warnings);
  }

  /** The receipt as {@link Schemas.Name#RECEIPT} wants it; absent fields are left out. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "messageId", messageId);
    put(json, "source", source);
    put(json, "sourceMessageId", sourceMessageId);
    put(json, "caseNo", caseNo);
    put(json, "issuer", issuer);
    put(json, "level", level.name());
    put(json, "outcome", outcome.name());
    put(json, "receiptNo", receiptNo);
    put(json, "time", time.equals(Instant.EPOCH) ? "" : time.toString());
    put(json, "code", code);
    put(json, "detail", detail);
    if (!warnings.isEmpty()) {
      json.set("warnings", Finding.toJson(warnings));
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when level, outcome or time is not of the schema
   */
  public static Receipt fromJson(JsonNode json) {
    return new Receipt(
        json.path("messageId").asText(""),
        json.path("source").asText(""),
        json.path("sourceMessageId").asText(""),
        json.path("caseNo").asText(""),
        json.path("issuer").asText(""),
        Level.valueOf(json.path("level").asText("")),
        Outcome.valueOf(json.path("outcome").asText("")),
        json.path("receiptNo").asText(""),
        time(json.path("time").asText("")),
        json.path("code").asText(""),
        json.path("detail").asText(""),
        Finding.fromJson(json.path("warnings")));
  }

  private static Instant time(String text) {
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("receipt time is not a date-time", e);
    }
  }

  private static void put(ObjectNode json, String field, String value) {
    if (!value.isEmpty()) {
      json.put(field, value);
    }
  }
}

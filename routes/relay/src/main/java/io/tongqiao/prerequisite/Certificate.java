package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A certificate as a holder's folder told it; absent texts are empty. Its shape has been checked
 * against {@code holding.schema.json}.
 *
 * @param told all of it, as the folder told it
 * @param file where the file is, or the file itself
 */
record Certificate(
    String identifier,
    String name,
    String number,
    String holder,
    String holderCode,
    String issuer,
    String issuerUscc,
    String status,
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validTo,
    JsonNode told,
    JsonNode file) {

  private static final String IN_FORCE = "01";

  static Certificate of(JsonNode node) {
    return new Certificate(
        text(node, "identifier"),
        text(node, "name"),
        text(node, "number"),
        text(node, "holder"),
        text(node, "holderCode"),
        text(node, "issuer"),
        text(node, "issuerUscc"),
        text(node, "status"),
        date(node, "validFrom"),
        date(node, "validTo"),
        node,
        node.path("file"));
  }

  /** As it was told, without its file. */
  ObjectNode toJson() {
    ObjectNode json = told.deepCopy();
    json.remove("file");
    return name.isEmpty() ? json : json.put("name", name);
  }

  /** Whether this is the number that was asked for, written in one of its two ways. */
  boolean isNumbered(String wanted) {
    return number.equalsIgnoreCase(wanted) || identifier.equalsIgnoreCase(wanted);
  }

  /** Whether its holder says nothing against it. */
  boolean isInForce() {
    return status.isEmpty() || status.equals(IN_FORCE);
  }

  /** The same, with a name where it had none. */
  Certificate named(String fallback) {
    return name.isEmpty()
        ? new Certificate(
            identifier,
            fallback,
            number,
            holder,
            holderCode,
            issuer,
            issuerUscc,
            status,
            validFrom,
            validTo,
            told,
            file)
        : this;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  /** A date that does not exist in the calendar says nothing. */
  private static Optional<LocalDate> date(JsonNode node, String field) {
    try {
      return Optional.of(LocalDate.parse(text(node, field)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

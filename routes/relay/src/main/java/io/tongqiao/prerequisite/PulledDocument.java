package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Provision.Trust;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A document with where it came from and how long it is good.
 *
 * @param type catalogue of documents; empty for an approval of our own whose kind it does not have
 * @param certificate what it says of itself
 * @param trust how far it can be trusted
 * @param system who gave it
 * @param channel by which of its operations
 * @param caseNo for an approval of our own the case that it decided; else empty
 * @param verifiedAt when the holder last said so
 * @param file its file, where there is one
 */
record PulledDocument(
    String type,
    Certificate certificate,
    Holder holder,
    Trust trust,
    String system,
    String channel,
    String caseNo,
    Instant verifiedAt,
    List<String> warnings,
    Optional<StoredFile> file) {

  /**
   * A file in the content store.
   *
   * @param name as its holder calls it, or empty
   */
  record StoredFile(ContentStore.Content content, String mediaType, String name) {}

  /** The document of {@code prerequisites.schema.json}. */
  ObjectNode toJson(String askedFor, boolean reused) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type.isEmpty() ? "own-approval" : type);
    json.put("name", certificate.name());
    put(json, "number", certificate.number());
    put(json, "identifier", certificate.identifier());
    json.put("holder", certificate.holder().isEmpty() ? holder.name() : certificate.holder());
    put(json, "holderCode", holder.idNumber());
    put(json, "issuer", certificate.issuer());
    put(json, "issuerUscc", certificate.issuerUscc());
    put(json, "status", certificate.status());
    certificate.validFrom().ifPresent(day -> json.put("validFrom", day.toString()));
    certificate.validTo().ifPresent(day -> json.put("validTo", day.toString()));
    json.put("trustLevel", trust.name());
    json.putObject("source").put("system", system).put("interface", channel);
    json.put("verifiedAt", time(verifiedAt)).put("reused", reused);
    if (!warnings.isEmpty()) {
      warnings.forEach(json.withArray("warnings")::add);
    }
    file.ifPresent(f -> json.set("file", fileJson(f, askedFor)));
    return json;
  }

  private static ObjectNode fileJson(StoredFile file, String askedFor) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sha256", file.content.sha256()).put("sm3", file.content.sm3());
    json.put("size", file.content.size()).put("mediaType", file.mediaType);
    put(json, "name", file.name);
    return json.put("href", "/api/v1/documents/" + file.content.sha256() + "?case=" + askedFor);
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8)));
  }

  private static void put(ObjectNode json, String field, String value) {
    if (!value.isEmpty()) {
      json.put(field, value);
    }
  }
}

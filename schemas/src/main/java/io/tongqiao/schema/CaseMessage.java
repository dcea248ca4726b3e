package io.tongqiao.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One event of one case in canonical form: a CloudEvents 1.0 envelope in structured JSON that
 * {@link Schemas.Name#MESSAGE} has found valid. The envelope is copied when the message is made;
 * what the accessors return must not be changed.
 */
public record CaseMessage(ObjectNode envelope) {

  public CaseMessage {
    envelope = envelope.deepCopy();
  }

  /** The sender's own number of this message. */
  public String id() {
    return text("id");
  }

  /** Id of the sending system. */
  public String source() {
    return text("source");
  }

  /**
   * What happened.
   *
   * @throws IllegalStateException when the type is none of ours, which a validated message cannot
   *     have
   */
  public EventType event() {
    return EventType.ofType(text("type"))
        .orElseThrow(() -> new IllegalStateException("not a case event type"));
  }

  /** 办件编号. */
  public String caseNo() {
    return text("subject");
  }

  /** When it happened at the sender; empty when not told or not a time that exists. */
  public Optional<OffsetDateTime> time() {
    try {
      return Optional.of(OffsetDateTime.parse(text("time")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The only systems to receive this message, in the order given; empty when the systems' own rules
   * decide.
   */
  public Set<String> target() {
    String target = text("target");
    if (target.isEmpty()) {
      return Set.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    Collections.addAll(ids, target.split(","));
    return Collections.unmodifiableSet(ids);
  }

  /** The {@code data} of the envelope; an empty object when there is none. */
  public ObjectNode data() {
    return JsonObjects.child(envelope, "data");
  }

  /** {@code data.case}; an empty object when there is none. */
  public ObjectNode caseNode() {
    return JsonObjects.child(envelope.path("data"), "case");
  }

  /**
   * SHA-256, 64 lower-case hex digits, of the message in canonical JSON (RFC 8785: sorted keys, no
   * white space). Two sendings of one message have one digest, however their JSON was laid out;
   * {@code traceparent} is left out, since a repeated sending has another.
   */
  public String digest() {
    return CanonicalJson.sha256(CanonicalJson.write(envelope, Set.of("traceparent")));
  }

  /**
   * Tongqiao's id of a message: the first 32 hex digits of SHA-256 over source, line feed, id, in
   * UTF-8.
   */
  public static String messageId(String source, String id) {
    return CanonicalJson.sha256(source + "\n" + id).substring(0, 32);
  }

  private String text(String field) {
    return envelope.path(field).asText("");
  }
}

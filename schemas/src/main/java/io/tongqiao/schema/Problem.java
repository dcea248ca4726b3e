package io.tongqiao.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Why a request was refused, after RFC 9457.
 *
 * @param detail what happened and what to do next, in Chinese
 * @param instance the message id or case number it is about, or empty
 * @param errors the faulty fields and their fixes
 * @param state for {@link Kind#ILLEGAL_STATE}: where the case stands
 */
public record Problem(
    Kind kind, String detail, String instance, List<Finding> errors, Optional<CaseState> state) {

  /** The kinds of problem, each with the HTTP status it is sent with. */
  public enum Kind {
    /** Not JSON, not XML, or not the envelope at all. */
    MALFORMED("malformed", 400, "Malformed message"),
    /** Bytes that are not of the declared character set. */
    ENCODING("encoding", 400, "Wrong character encoding"),
    INVALID("invalid", 422, "Invalid message"),
    /** The same source and id as an earlier message or request, with other content. */
    CONFLICT("conflict", 409, "Same id, other content"),
    /** An event the state of the case does not allow. */
    ILLEGAL_STATE("illegal-state", 409, "Event not allowed in this state"),
    UNAUTHENTICATED("unauthenticated", 401, "Not authenticated"),
    FORBIDDEN("forbidden", 403, "Not allowed"),
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD("method", 405, "Method not allowed"),
    TOO_LARGE("too-large", 413, "Message too large"),
    UNSUPPORTED_MEDIA("unsupported-media", 415, "Media type not supported"),
    /** A target that is no deployed system. */
    UNKNOWN_SYSTEM("unknown-system", 422, "Unknown system"),
    /** An item that the catalogue does not have. */
    UNKNOWN_ITEM("unknown-item", 422, "Unknown item"),
    /** A material that the item does not have. */
    UNKNOWN_MATERIAL("unknown-material", 422, "Unknown material"),
    /** A department has pulled as many documents as it may on one day. */
    QUOTA("quota", 429, "Daily quota used up"),
    /** Temporarily unable to take messages; the same request may be repeated. */
    UNAVAILABLE("unavailable", 503, "Temporarily unavailable"),
    INTERNAL("internal", 500, "Internal error");

    private final String slug;
    private final int status;
    private final String title;

    Kind(String slug, int status, String title) {
      this.slug = slug;
      this.status = status;
      this.title = title;
    }

    public String slug() {
      return slug;
    }

    /** The RFC 9457 {@code type}, {@code urn:tongqiao:problem:<slug>}. */
    public String type() {
      return "urn:tongqiao:problem:" + slug;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    public String title() {
      return title;
    }
  }

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(Kind kind, String detail) {
    return of(kind, detail, List.of());
  }

  public static Problem of(Kind kind, String detail, List<Finding> errors) {
    return new Problem(kind, detail, "", errors, Optional.empty());
  }

  /** The same problem, about a message id or case number. */
  public Problem about(String instance) {
    return new Problem(kind, detail, instance, errors, state);
  }

  /** The same problem, of a case in this state. */
  public Problem in(CaseState state) {
    return new Problem(kind, detail, instance, errors, Optional.of(state));
  }

  /**
   * The problem as {@link Schemas.Name#PROBLEM} wants it. With a state come the types of the events
   * it allows; absent fields are left out.
   */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", kind.type())
            .put("title", kind.title())
            .put("status", kind.status())
            .put("detail", detail);
    if (!instance.isEmpty()) {
      json.put("instance", instance);
    }
    if (!errors.isEmpty()) {
      json.set("errors", Finding.toJson(errors));
    }
    state.ifPresent(
        where -> {
          json.put("state", where.name());
          ArrayNode allowed = json.putArray("allowed");
          where.allowed().forEach(event -> allowed.add(event.type()));
        });
    return json;
  }
}

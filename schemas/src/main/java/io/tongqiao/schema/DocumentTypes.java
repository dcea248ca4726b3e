package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kinds of document (证照、批文、证明) that a material can be met by and a system can hold. Items name
 * them in their materials, system folders in {@code provides}.
 */
public final class DocumentTypes {

  private static final Pattern ID = Pattern.compile("(?=.{1,41}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern TYPE_CODE = Pattern.compile("[0-9A-Z]{21}");

  /** Whose code a document is looked up by. */
  public enum Holder {
    PERSON,
    ORG,
    ANY
  }

  /**
   * One kind of document.
   *
   * @param id our name for it, lower-case words joined by hyphens, 41 characters at most
   * @param zh its Chinese name as it is issued under
   * @param en its English name, for the console
   * @param holder whose code it is looked up by
   * @param typeCode 证照类型代码 after GB/T 36904, 21 characters, where one is published
   */
  public record DocumentType(
      String id, String zh, String en, Holder holder, Optional<String> typeCode) {}

  private final Map<String, DocumentType> byId;

  private DocumentTypes(Map<String, DocumentType> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /** Reads the catalogue in this jar. */
  public static DocumentTypes load() {
    return of(Resources.json("documents/documents.json"));
  }

  /**
   * Reads a site's own catalogue, of the format of {@code documents/documents.json}.
   *
   * @throws UncheckedIOException when it is not JSON
   * @throws IllegalArgumentException when an entry is incomplete or comes twice; names it
   */
  public static DocumentTypes of(InputStream json) {
    try {
      return of(Resources.json(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue is not readable as JSON", e);
    }
  }

  private static DocumentTypes of(JsonNode json) {
    Map<String, DocumentType> byId = new LinkedHashMap<>();
    for (JsonNode node : json.path("documents")) {
      DocumentType type = read(node);
      if (byId.put(type.id(), type) != null) {
        throw new IllegalArgumentException("document type " + type.id() + " comes twice");
      }
    }
    return new DocumentTypes(byId);
  }

  private static DocumentType read(JsonNode node) {
    String id = node.path("id").asText();
    String zh = node.path("zh").asText();
    Optional<String> typeCode =
        Optional.of(node.path("typeCode").asText()).filter(code -> !code.isEmpty());
    boolean sound =
        ID.matcher(id).matches()
            && !zh.isBlank()
            && typeCode.map(code -> TYPE_CODE.matcher(code).matches()).orElse(true);
    if (!sound) {
      throw new IllegalArgumentException(
          "document type " + id + " needs an id, a name zh, and a typeCode of 21 or none");
    }
    return new DocumentType(id, zh, node.path("en").asText(zh), holder(id, node), typeCode);
  }

  private static Holder holder(String id, JsonNode node) {
    try {
      return Holder.valueOf(node.path("holder").asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "document type " + id + ": holder is PERSON, ORG or ANY", e);
    }
  }

  public Optional<DocumentType> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Every type, in the order of the catalogue. */
  public Collection<DocumentType> all() {
    return byId.values();
  }
}

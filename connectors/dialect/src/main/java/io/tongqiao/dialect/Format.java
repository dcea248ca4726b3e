package io.tongqiao.dialect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a tree is written on the wire.
 *
 * @param codec the notation
 * @param charset the wire charset, by its usual name
 * @param contentType media type without charset
 * @param declaration xml: the encoding named in the prolog; {@code none} for no prolog
 * @param namespaces xml: uri by prefix, declared on the root
 * @param repeated xml: paths that are always arrays
 * @param cdata xml: paths whose text is written as CDATA
 * @param nested formats of strings that hold documents of their own, by path
 * @param sm2 of a nested format: the string is sealed. In an answer this secret, a private key,
 *     opens it; in a request it is the other side's public key; empty for none
 * @param envelope json: how part of the tree is sealed and signed; empty for none
 */
public record Format(
    @JsonProperty(required = true) Kind codec,
    String charset,
    String contentType,
    String declaration,
    Map<String, String> namespaces,
    List<String> repeated,
    List<String> cdata,
    Map<String, Format> nested,
    String sm2,
    Optional<SmEnvelope> envelope) {

  /** Notations. */
  public enum Kind {
    JSON("application/json"),
    XML("text/xml"),
    FORM("application/x-www-form-urlencoded"),
    TEXT("text/plain");

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }
  }

  /** Fills in what was left out. */
  public Format {
    charset = Objects.requireNonNullElse(charset, "UTF-8");
    contentType = Objects.requireNonNullElse(contentType, codec.contentType);
    declaration = Objects.requireNonNullElse(declaration, charset);
    namespaces = namespaces == null ? Map.of() : Map.copyOf(namespaces);
    repeated = repeated == null ? List.of() : List.copyOf(repeated);
    cdata = cdata == null ? List.of() : List.copyOf(cdata);
    nested = nested == null ? Map.of() : Map.copyOf(nested);
    sm2 = Objects.requireNonNullElse(sm2, "");
    envelope = envelope == null ? Optional.empty() : envelope;
  }

  /** A format that is not sealed. */
  public Format(
      Kind codec,
      String charset,
      String contentType,
      String declaration,
      Map<String, String> namespaces,
      List<String> repeated,
      List<String> cdata,
      Map<String, Format> nested) {
    this(
        codec,
        charset,
        contentType,
        declaration,
        namespaces,
        repeated,
        cdata,
        nested,
        null,
        Optional.empty());
  }

  /** A plain format in UTF-8. */
  public static Format of(Kind codec) {
    return new Format(codec, null, null, null, null, null, null, null);
  }

  /** Names of the secrets with which what is sealed in it is closed and opened. */
  public Stream<String> seals() {
    return Stream.concat(strings(), envelope.stream().flatMap(SmEnvelope::secrets));
  }

  /** Whether anything in it is sealed. */
  boolean sealed() {
    return seals().findAny().isPresent();
  }

  /** Names of the keys of its sealed strings. */
  Stream<String> strings() {
    return Stream.concat(
        Stream.of(sm2).filter(name -> !name.isEmpty()),
        nested.values().stream().flatMap(Format::strings));
  }

  /** The same with strings for the documents that are nested in it, and out of its envelope. */
  Format flat() {
    return new Format(
        codec,
        charset,
        contentType,
        declaration,
        namespaces,
        repeated,
        cdata,
        Map.of(),
        sm2,
        Optional.empty());
  }

  /** The wire charset. */
  public Charset wireCharset() {
    return Charset.forName(charset);
  }

  /** The Content-Type header. */
  public String contentTypeHeader() {
    return contentType + "; charset=" + charset;
  }

  /** The file ending that this notation has in a sample. */
  public String extension() {
    return codec == Kind.TEXT ? "txt" : codec.name().toLowerCase(java.util.Locale.ROOT);
  }
}

package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/** The codec as the tests speak to it: trees as JSON, wire bytes as text. */
final class CodecBytes {

  private static final Codec CODEC = new Codec();
  private static final JsonMapper JSON = new JsonMapper();

  private CodecBytes() {}

  static String write(Format format, String tree) throws TranslationException {
    return new String(CODEC.encode(format, tree(tree)), format.wireCharset());
  }

  static JsonNode read(Format format, String wire) throws TranslationException {
    return CODEC.decode(format, wire.getBytes(format.wireCharset()));
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static Format format(Format.Kind kind, Charset charset, Map<String, Format> nested) {
    return new Format(kind, charset.name(), null, null, null, null, null, nested);
  }

  static Format xml(Map<String, String> namespaces, List<String> repeated, List<String> cdata) {
    return new Format(Format.Kind.XML, null, null, "none", namespaces, repeated, cdata, null);
  }
}

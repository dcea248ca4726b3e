package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;

/** Reads what a system says at its doors. */
record Inbound(Codec codec, Map<String, Mapping> mappings) {

  /** The mapped tree, always an object. */
  JsonNode read(
      String name,
      Descriptor.Door door,
      byte[] body,
      Map<String, String> headers,
      Map<String, String> query,
      LocalDate today)
      throws TranslationException {
    JsonNode tree = codec.decode(door.request(), body);
    if (door.form().isPresent()) {
      FormEntries.check(door.form().get(), tree, TranslationException.Stage.DECODE);
    }
    Map<String, JsonNode> variables = Map.of("headers", object(headers), "query", object(query));
    JsonNode mapped = mappings.get(name).apply(tree, variables, today).tree();
    if (!mapped.isObject()) {
      throw new TranslationException(
          TranslationException.Stage.TO_CANONICAL,
          name,
          "报文里没有可识别的办件信息",
          "对照 samples/" + name + " 检查报文");
    }
    return mapped;
  }

  private static ObjectNode object(Map<String, String> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach(object::put);
    return object;
  }
}

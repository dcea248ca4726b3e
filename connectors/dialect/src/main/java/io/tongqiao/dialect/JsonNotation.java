package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON (RFC 8259): no duplicate keys, nothing after the end, at most 64 levels. */
final class JsonNotation {

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(64 << 20)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  String write(JsonNode tree) {
    return tree.toString();
  }

  JsonNode read(String text) throws TranslationException {
    try {
      JsonNode tree = mapper.readTree(text);
      if (tree.isMissingNode()) {
        throw Codec.unreadable("", "报文是空的", "发送一个 JSON 对象");
      }
      return tree;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : "第 " + at.getLineNr() + " 行第 " + at.getColumnNr() + " 列";
      throw Codec.unreadable(where, "不是合法的 JSON：" + reason(e), "改正该处后重发");
    }
  }

  /** Jackson's words without the source excerpt, which could hold personal data. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Duplicate field")) {
      return "字段重复";
    }
    if (message.contains("nesting depth")) {
      return "嵌套超过 64 层";
    }
    return e instanceof com.fasterxml.jackson.core.io.JsonEOFException ? "内容不完整" : "语法错误";
  }
}

package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.StringJoiner;

/** {@code application/x-www-form-urlencoded} in any charset. */
final class FormNotation {

  private FormNotation() {}

  static String write(JsonNode tree, Charset charset, String at) throws TranslationException {
    if (!tree.isObject()) {
      throw refused(at, "表单要由字段组成", "让映射输出一个对象");
    }
    var form = new StringJoiner("&");
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (field.getValue().isContainerNode()) {
        throw refused(at + "/" + field.getKey(), "表单字段不能是对象或数组", "让映射输出文本，或在 nested 中写明它的格式");
      }
      form.add(
          URLEncoder.encode(field.getKey(), charset)
              + "="
              + URLEncoder.encode(field.getValue().asText(), charset));
    }
    return form.toString();
  }

  private static TranslationException refused(String path, String message, String fix) {
    return new TranslationException(TranslationException.Stage.ENCODE, path, message, fix);
  }

  static JsonNode read(byte[] bytes, Charset charset) throws TranslationException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (String pair : new String(bytes, ISO_8859_1).split("&", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = value(equals < 0 ? pair : pair.substring(0, equals), charset);
      String value = equals < 0 ? "" : value(pair.substring(equals + 1), charset);
      if (tree.has(name)) {
        throw Codec.unreadable("/" + name, "表单字段重复", "每个字段只发一次");
      }
      tree.put(name, value);
    }
    return tree;
  }

  /** Percent-decoding to bytes first, so that a byte that is not of the charset is noticed. */
  private static String value(String encoded, Charset charset) throws TranslationException {
    try {
      return WireText.decode(URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1), charset);
    } catch (IllegalArgumentException e) {
      throw Codec.unreadable("", "表单的 % 编码不完整", "按 application/x-www-form-urlencoded 重新编码");
    }
  }
}

package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/** System folders of a few lines. */
final class SmallSystem {

  private static final String HEAD =
      """
      id: small
      name: {zh: 小系统, en: Small}
      owner: {zh: 示例局, en: Example bureau}
      tier: county
      network: extranet
      transport: http
      endpoint: http://small.invalid
      accepts: [{operation: push}]
      """;

  private SmallSystem() {}

  /** A folder with the rest of its descriptor, and with the mappings by file name. */
  static Folder folder(String rest, Map<String, String> files) {
    var all = new TreeMap<String, byte[]>();
    all.put("system.yaml", (HEAD + rest).getBytes(UTF_8));
    files.forEach((name, text) -> all.put(name, text.getBytes(UTF_8)));
    return new Folder("small", "small", all);
  }

  /** One operation that sends {@code {"no": <case number>}} as JSON. */
  static Dialect pushing(String rest) throws BrokenFolderException {
    return Dialect.compile(
        folder(
            rest,
            Map.of(
                "push.to-system.jslt", "{\"no\": .subject}",
                "login.to-system.jslt", "{\"head\": {\"app\": \"bureau\"}}")));
  }
}

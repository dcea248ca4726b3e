package io.tongqiao.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operation's path with its placeholders {@code {caseNo}} and {@code {messageId}}. */
record PathPattern(Pattern pattern, List<String> names) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  static PathPattern of(String path) {
    var regex = new StringBuilder();
    var names = new ArrayList<String>();
    Matcher placeholder = PLACEHOLDER.matcher(path);
    int from = 0;
    while (placeholder.find()) {
      regex.append(Pattern.quote(path.substring(from, placeholder.start()))).append("([^/?&]+)");
      names.add(placeholder.group(1));
      from = placeholder.end();
    }
    regex.append(Pattern.quote(path.substring(from)));
    return new PathPattern(Pattern.compile(regex.toString()), List.copyOf(names));
  }

  /** The values of the placeholders, when a path as it stood on the wire fits. */
  Optional<Map<String, String>> match(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), URLDecoder.decode(matcher.group(i + 1), StandardCharsets.UTF_8));
    }
    return Optional.of(values);
  }
}

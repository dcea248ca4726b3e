package io.tongqiao.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * Renders the Helm chart as far as its templates go: values, {@code if}, and the functions below;
 * anything else is an error. Helm itself is the judge, but is not on every machine.
 */
final class Chart {

  private static final Pattern EXPRESSION = Pattern.compile("(\\s*)\\{\\{(-?) *(.*?) *}}");

  private final Path directory;
  private final Map<String, Object> root;

  Chart(Path directory, Map<String, Object> values) throws IOException {
    this.directory = directory;
    Map<String, Object> chart = yaml(Files.readString(directory.resolve("Chart.yaml")));
    root =
        Map.of(
            "Values",
            values,
            "Release",
            Map.of("Name", "county"),
            "Chart",
            Map.of("AppVersion", chart.get("appVersion")));
  }

  static Map<String, Object> yaml(String text) {
    return new Yaml().load(text);
  }

  Map<String, Object> render(String template) throws IOException {
    var kept = new StringBuilder();
    Deque<Boolean> shown = new ArrayDeque<>();
    for (String line : Files.readAllLines(directory.resolve("templates").resolve(template))) {
      String said = line.strip();
      if (said.startsWith("{{- if ")) {
        Object value = at(said.replaceAll("\\{\\{- if (.*) }}", "$1"));
        shown.push(!value.toString().isEmpty());
      } else if (said.equals("{{- end }}")) {
        shown.pop();
      } else if (!shown.contains(false)) {
        kept.append(line).append('\n');
      }
    }
    return yaml(EXPRESSION.matcher(kept).replaceAll(this::value));
  }

  private String value(MatchResult found) {
    String[] steps = found.group(3).split(" *\\| *");
    Object value =
        steps[0].startsWith("toYaml ")
            ? new Yaml().dumpAsMap(at(steps[0].substring(7)))
            : at(steps[0]);
    for (int i = 1; i < steps.length; i++) {
      value = applied(steps[i], value);
    }
    String before = found.group(2).isEmpty() ? found.group(1) : "";
    return java.util.regex.Matcher.quoteReplacement(before + value);
  }

  private Object applied(String function, Object value) {
    String[] words = function.split(" ");
    return switch (words[0]) {
      case "quote" -> '"' + value.toString() + '"';
      case "default" -> value.toString().isEmpty() ? at(words[1]) : value;
      case "sha256sum" -> sha256(value.toString());
      case "nindent" -> {
        String indent = " ".repeat(Integer.parseInt(words[1]));
        yield "\n" + indent + value.toString().strip().replace("\n", "\n" + indent);
      }
      default -> throw new IllegalArgumentException("the test does not know " + function);
    };
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Object at(String path) {
    Object value = root;
    for (String part : path.substring(1).split("\\.")) {
      if (!(value instanceof Map<?, ?> map) || !map.containsKey(part)) {
        throw new IllegalArgumentException("there is no " + path);
      }
      value = map.get(part);
    }
    return value;
  }
}

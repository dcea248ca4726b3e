package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Identifiers;
import io.tongqiao.schema.Regions;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The functions that mappings have besides JSLT's own; listed in {@code connectors/README.md}. */
final class MappingFunctions {

  /** Systems that write no zone mean China's. */
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  /** A value that a code table lacks. */
  static final class UnknownCode extends RuntimeException {
    private final String table;

    UnknownCode(String table, String value) {
      super("码表 " + table + " 没有值“" + value + "”");
      this.table = table;
    }

    String table() {
      return table;
    }
  }

  private record Running(LocalDate on, List<String> lossy) {}

  private final CodeTables codes;
  private final CodeTables.Direction direction;
  private final Regions regions = Regions.load();

  /**
   * JSLT hands no context to functions. An instance lives as long as its folder; every run removes
   * its value.
   */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Running> running = new ThreadLocal<>();

  MappingFunctions(CodeTables codes, CodeTables.Direction direction) {
    this.codes = codes;
    this.direction = direction;
  }

  /** Runs a mapping with a date for its code tables, gathering the lossy translations. */
  Mapping.Mapped during(LocalDate on, Supplier<JsonNode> mapping) {
    var lossy = new ArrayList<String>();
    running.set(new Running(on, lossy));
    try {
      return new Mapping.Mapped(mapping.get(), List.copyOf(lossy));
    } finally {
      running.remove();
    }
  }

  Collection<Function> all() {
    return List.of(
        new Text("code", 2, (args, input) -> code(args[0], args[1])),
        new Text("event", 1, (args, input) -> event(args[0], input)),
        new Text("local-time", 2, (args, input) -> localTime(args[0], args[1])),
        new Text("iso-time", 2, (args, input) -> isoTime(args[0], args[1])),
        new Text("region", 2, (args, input) -> region(args[0], args[1])),
        new Text(
            "cert-identifier",
            3,
            (args, input) -> Identifiers.certificate(args[0], args[1], args[2], "001")));
  }

  private String code(String table, String value) {
    var translated =
        codes
            .translate(table, value, direction, running.get().on)
            .orElseThrow(() -> new UnknownCode(table, value));
    if (translated.lossy()) {
      running.get().lossy.add(table + ": " + value + " → " + translated.value());
    }
    return translated.value();
  }

  private static String event(String argument, JsonNode input) {
    if (argument.startsWith("{")) {
      return EventType.ofType(input.path("type").asText()).map(Enum::name).orElse("");
    }
    return EventType.ofType(argument)
        .map(Enum::name)
        .orElseGet(() -> EventType.valueOf(argument).type());
  }

  private static String localTime(String value, String pattern) {
    TemporalAccessor time =
        value.length() == 10
            ? LocalDate.parse(value).atStartOfDay()
            : OffsetDateTime.parse(value).withOffsetSameInstant(CHINA);
    return DateTimeFormatter.ofPattern(pattern).format(time);
  }

  /** Strict, for the 30th of February must not become the 28th. */
  private static String isoTime(String text, String pattern) {
    TemporalAccessor time =
        DateTimeFormatter.ofPattern(pattern.replace('y', 'u'))
            .withResolverStyle(ResolverStyle.STRICT)
            .parse(text.strip());
    LocalDate date = LocalDate.from(time);
    if (!time.isSupported(ChronoField.HOUR_OF_DAY)) {
      return date.toString();
    }
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX")
        .format(LocalDateTime.from(time).atOffset(CHINA));
  }

  /**
   * A town is told as the county that it lies in where there is room for no more; that is lossy.
   */
  private String region(String code, String digits) {
    int length = Integer.parseInt(digits);
    String current = regions.current(code, running.get().on);
    String whole = Regions.pad(current, 12);
    String told = Regions.pad(whole.substring(0, length), length);
    if (!whole.substring(length).chars().allMatch(c -> c == '0')) {
      running.get().lossy.add("region: " + current + " → " + told);
    }
    return told;
  }

  /**
   * A function over texts: a null argument gives null, and a bad argument tells which function it
   * was.
   */
  private record Text(String name, int arity, BiFunction<String[], JsonNode, String> body)
      implements Function {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getMinArguments() {
      return arity;
    }

    @Override
    public int getMaxArguments() {
      return arity;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
      var texts = new String[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i].isNull()
            || (arguments[i].isTextual() && arguments[i].textValue().isEmpty())) {
          return NullNode.instance;
        }
        texts[i] = arguments[i].isObject() ? "{" : arguments[i].asText();
      }
      try {
        return TextNode.valueOf(body.apply(texts, arguments[0].isObject() ? arguments[0] : input));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new JsltException("error: " + name + " 的参数不合约定的格式");
      }
    }
  }
}

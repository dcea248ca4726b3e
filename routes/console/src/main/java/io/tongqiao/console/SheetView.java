package io.tongqiao.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Accept;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Window;
import java.util.Collection;
import java.util.Locale;

/** A system's sheet as JSON; durations, rates and sizes as {@code system.yaml} writes them. */
final class SheetView {

  private SheetView() {}

  static ObjectNode json(Sheet sheet) {
    Descriptor system = sheet.system();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", system.id());
    name(json.putObject("name"), system.name());
    name(json.putObject("owner"), system.owner());
    json.put("tier", low(system.tier()))
        .put("network", low(system.network()))
        .put("version", system.version() == null ? "" : system.version())
        .put("transport", low(system.transport()))
        .put("endpoint", sheet.endpoint())
        .put("charset", system.charset())
        .put("progress", low(system.progress()));
    calls(json, sheet);
    paces(json, system);
    system.window().ifPresent(window -> window(json.putObject("window"), window));
    system.accepts().forEach(rule -> accept(json.withArray("accepts").addObject(), rule));
    parts(json, system);
    credentials(json, sheet);
    causes(json.putArray("causes"), sheet);
    sheet
        .faults()
        .forEach(
            fault ->
                json.withArray("faults")
                    .addObject()
                    .put("file", fault.file())
                    .put("line", fault.line())
                    .put("message", fault.message())
                    .put("fix", fault.fix()));
    return json;
  }

  private static void name(ObjectNode json, Descriptor.Name name) {
    json.put("zh", name.zh()).put("en", name.en());
  }

  private static String low(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void calls(ObjectNode json, Sheet sheet) {
    json.put("calls", sheet.gate().map(gate -> gate.state().name()).orElse("BROKEN"));
    sheet
        .gate()
        .ifPresent(
            gate -> {
              json.put("since", gate.since().toString());
              if (!gate.reason().isEmpty()) {
                json.put("reason", gate.reason());
              }
              gate.next().ifPresent(next -> json.put("next", next.toString()));
            });
    ObjectNode open = json.putObject("open");
    sheet.open().forEach((state, count) -> open.put(state.name(), count));
  }

  private static void paces(ObjectNode json, Descriptor system) {
    ObjectNode limits =
        json.putObject("limits")
            .put("concurrency", system.limits().concurrency())
            .put("timeout", Notation.of(system.limits().timeout()))
            .put("maxBody", Notation.bytes(system.limits().maxBody()));
    system.limits().rate().ifPresent(rate -> limits.put("rate", Notation.of(rate)));
    json.putObject("retry")
        .put("first", Notation.of(system.retry().first()))
        .put("multiplier", system.retry().multiplier())
        .put("max", Notation.of(system.retry().max()))
        .put("jitter", system.retry().jitter())
        .put("attempts", system.retry().attempts());
    json.putObject("breaker")
        .put("lanes", system.breaker().lanes())
        .put("probe", Notation.of(system.breaker().probe()))
        .put("drain", Notation.of(system.breaker().drain()));
  }

  private static void window(ObjectNode json, Window window) {
    if (window.workdaysOnly()) {
      json.put("workdays", true);
    }
    window.days().stream().sorted().forEach(day -> json.withArray("days").add(low(day)));
    texts(json.putArray("hours"), Notation.hours(window));
  }

  private static void accept(ObjectNode json, Accept rule) {
    json.put("operation", rule.operation());
    rule.events().forEach(event -> json.withArray("events").add(event.name()));
    if (!rule.items().isEmpty()) {
      texts(json.putArray("items"), rule.items());
    }
    if (!rule.regions().isEmpty()) {
      texts(json.putArray("regions"), rule.regions());
    }
  }

  private static void parts(ObjectNode json, Descriptor system) {
    ArrayNode operations = json.putArray("operations");
    system
        .operations()
        .forEach(
            (name, operation) ->
                operations
                    .addObject()
                    .put("name", name)
                    .put("method", operation.method())
                    .put("path", operation.path()));
    ArrayNode doors = json.putArray("doors");
    system
        .doors()
        .forEach(
            (name, door) ->
                doors
                    .addObject()
                    .put("name", name)
                    .put("transport", low(door.transport()))
                    .put("method", door.method())
                    .put("path", door.path()));
    ArrayNode provides = json.putArray("provides");
    system
        .provides()
        .forEach(
            (document, provision) ->
                provides
                    .addObject()
                    .put("document", document)
                    .put("operation", provision.operation())
                    .put("trust", provision.trust().name()));
  }

  private static void credentials(ObjectNode json, Sheet sheet) {
    json.put("auth", Notation.auth(sheet.system()));
    ArrayNode secrets = json.putArray("secrets");
    for (Sheet.Credential credential : sheet.credentials()) {
      ObjectNode one =
          secrets.addObject().put("name", credential.name()).put("there", credential.there());
      credential.expires().ifPresent(end -> one.put("expiresAt", end.toString()));
    }
    ArrayNode keys = json.putArray("keysIssuedAt");
    sheet.keys().forEach(at -> keys.add(at.toString()));
  }

  private static void causes(ArrayNode json, Sheet sheet) {
    sheet
        .causes()
        .forEach(
            cause ->
                json.addObject()
                    .put("state", cause.state().name())
                    .put("code", cause.code())
                    .put("reason", cause.reason())
                    .put("lanes", cause.lanes())
                    .put("oldest", cause.oldest().toString()));
  }

  private static void texts(ArrayNode json, Collection<String> texts) {
    texts.forEach(json::add);
  }
}

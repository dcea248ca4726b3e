package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes a {@link Descriptor} of a tree that has passed its schema. */
final class DescriptorReader {

  /** Shared: it knows the records once it has met them, which takes longer than reading one. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(
              new SimpleModule()
                  .addDeserializer(Duration.class, new DurationReader())
                  .addDeserializer(Long.class, new SizeReader())
                  .addDeserializer(Rate.class, new RateReader())
                  .addDeserializer(Window.class, new WindowReader()))
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  Descriptor read(JsonNode tree) throws JsonProcessingException {
    ObjectNode complete = tree.deepCopy();
    TableDefaults.fill(complete);
    FormDefaults.fill(complete);
    FerryDefaults.fill(complete);
    String charset = complete.path("charset").asText("UTF-8");
    for (String parts : List.of("operations", "doors")) {
      for (JsonNode part : complete.path(parts)) {
        inherit(part.path("request"), charset);
        inherit(part.path("response"), charset);
        inherit(part.path("reply").path("format"), charset);
      }
    }
    JsonNode login = complete.path("auth").path("login");
    for (Map.Entry<String, JsonNode> operation : complete.path("operations").properties()) {
      if (!operation.getKey().equals(login.asText())) {
        enclose(operation.getValue(), complete.path("envelope"));
      }
    }
    return MAPPER.treeToValue(complete, Descriptor.class);
  }

  /** The folder's envelope is that of every call but the login. */
  private static void enclose(JsonNode operation, JsonNode envelope) {
    for (String side : List.of("request", "response")) {
      if (operation.path(side) instanceof ObjectNode format && envelope.isObject()) {
        format.set("envelope", envelope);
      }
    }
  }

  /** A format without a charset has that of what it stands in. */
  private static void inherit(JsonNode format, String charset) {
    if (!(format instanceof ObjectNode object)) {
      return;
    }
    if (!object.has("charset")) {
      object.put("charset", charset);
    }
    object.path("nested").forEach(nested -> inherit(nested, object.path("charset").asText()));
  }

  private static final class DurationReader extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      if (text.endsWith("ms")) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      }
      if (text.endsWith("d")) {
        return Duration.parse("P" + text.toUpperCase(java.util.Locale.ROOT));
      }
      return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
  }

  private static final class SizeReader extends JsonDeserializer<Long> {
    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = parser.getText();
      long number = Long.parseLong(text.replaceAll("\\D", ""));
      return text.endsWith("MiB") ? number << 20 : text.endsWith("KiB") ? number << 10 : number;
    }
  }

  private static final class RateReader extends JsonDeserializer<Rate> {
    @Override
    public Rate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return Rate.of(parser.getText());
    }
  }

  private static final class WindowReader extends JsonDeserializer<Window> {
    @Override
    public Window deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Window.of(context.readTree(parser));
    }
  }
}

package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One conversation kept in {@code samples/}.
 *
 * @param name its directory
 * @param part the operation or door it belongs to
 * @param failing whether it must fail
 * @param files contents by file name
 */
public record Sample(String name, String part, boolean failing, Map<String, byte[]> files) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The id that a message has in goldens. */
  public static final String MESSAGE_ID = "0123456789abcdef0123456789abcdef";

  /** The subject of a door sample that follows where no other does. */
  public static final String OTHER_SUBJECT = "none";

  /** A folder's samples, by name. */
  public static List<Sample> of(Folder folder) {
    var byName = new TreeMap<String, Map<String, byte[]>>();
    folder
        .files()
        .subMap("samples/", "samples0")
        .forEach(
            (path, bytes) -> {
              String[] parts = path.split("/", 3);
              if (parts.length == 3) {
                byName.computeIfAbsent(parts[1], n -> new TreeMap<>()).put(parts[2], bytes);
              }
            });
    var samples = new ArrayList<Sample>();
    byName.forEach(
        (name, files) -> {
          boolean failing = name.startsWith("x-");
          String rest = failing ? name.substring(2) : name;
          int dashes = rest.indexOf("--");
          samples.add(
              new Sample(name, dashes < 0 ? rest : rest.substring(0, dashes), failing, files));
        });
    return samples;
  }

  /** The file {@code <stem>.<anything>}, as text. */
  public Optional<String> text(String stem) {
    return fileName(stem).map(name -> new String(files.get(name), UTF_8));
  }

  /** The full name of the file {@code <stem>.<anything>}. */
  public Optional<String> fileName(String stem) {
    return new TreeSet<>(files.keySet()).stream().filter(n -> n.startsWith(stem + ".")).findFirst();
  }

  /**
   * A JSON or YAML file, or an empty object when there is none.
   *
   * @throws UncheckedIOException when it is neither; its message is the file, its cause a {@link
   *     JsonProcessingException} with the line
   */
  public JsonNode tree(String stem) {
    Optional<String> file = fileName(stem);
    if (file.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      ObjectMapper mapper = file.get().endsWith(".json") ? JSON : YAML;
      return mapper.readTree(new String(files.get(file.get()), UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(name + "/" + file.get(), e);
    }
  }

  /** {@link #tree} as an object to be changed. */
  public ObjectNode object(String stem) {
    return tree(stem) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  /** What its name says after {@code --}; empty for nothing. */
  public String variant() {
    int dashes = name.indexOf("--");
    return dashes < 0 ? "" : name.substring(dashes + "--".length());
  }

  /** Whether it asks for a document: it holds a pull in the place of a message. */
  public boolean pulls() {
    return files.containsKey("pull.json");
  }

  /** Whether it holds a text message in the place of a message of a case. */
  public boolean texts() {
    return files.containsKey("text.json");
  }

  /** The operation after which the simulator sends it; empty for none. */
  public String after() {
    return tree("sample").path("after").asText();
  }

  /**
   * What the work that it follows must have asked for: empty for anything, {@link #OTHER_SUBJECT}
   * for what no other sample names.
   */
  public String subject() {
    return tree("sample").path("subject").asText();
  }
}

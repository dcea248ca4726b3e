package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back as it was, for trees made at random; a failure names its seed. */
class RoundTripTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int RUNS = 300;
  private static final String LETTERS = "ab <>&\"'%=+\t]旬阳省示例，。０１？";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB2312", "GB18030"})
  void json_anyTree_comesBack(String charset) throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      comesBack(seed, format(Format.Kind.JSON, charset, List.of()), tree(new Random(seed), 4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB2312", "GB18030"})
  void xml_anyTree_comesBack(String charset) throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      ObjectNode root = NODES.objectNode();
      root.set("R", elements(random, 3));
      Format format =
          format(
              Format.Kind.XML,
              charset,
              random.nextBoolean() ? List.of("/R/e0", "/R/e1/e0") : List.of());
      comesBack(seed, format, root);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB2312", "GB18030"})
  void form_anyFields_comeBack(String charset) throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      ObjectNode fields = NODES.objectNode();
      for (int i = random.nextInt(6); i >= 0; i--) {
        fields.put("字段" + i + text(random), text(random));
      }
      comesBack(seed, format(Format.Kind.FORM, charset, List.of()), fields);
    }
  }

  private static void comesBack(int seed, Format format, JsonNode tree)
      throws TranslationException {
    var codec = new Codec();
    assertThat(codec.decode(format, codec.encode(format, tree)))
        .as("seed %d", seed)
        .isEqualTo(tree);
  }

  private static Format format(Format.Kind kind, String charset, List<String> cdata) {
    return new Format(kind, Charset.forName(charset).name(), null, null, null, null, cdata, null);
  }

  private static JsonNode tree(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 6 : 4);
    if (kind == 4) {
      ArrayNode array = NODES.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        array.add(tree(random, depth - 1));
      }
      return array;
    }
    if (kind == 5) {
      ObjectNode object = NODES.objectNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        object.set("k" + i + text(random), tree(random, depth - 1));
      }
      return object;
    }
    return switch (kind) {
      case 0 -> NODES.numberNode(random.nextInt());
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.nullNode();
      default -> TextNode.valueOf(text(random));
    };
  }

  /** An element's content: a text, or attributes (where XML knows one white space) and children. */
  private static JsonNode elements(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return TextNode.valueOf(text(random));
    }
    ObjectNode element = NODES.objectNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      element.put("@a" + i, text(random).replace('\t', ' '));
    }
    for (int i = 0; i <= random.nextInt(3); i++) {
      element.set("e" + i, elements(random, depth - 1));
    }
    return element;
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}

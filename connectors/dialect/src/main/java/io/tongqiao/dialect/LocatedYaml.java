package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.StringReader;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML document that knows on which line each of its values stands. */
record LocatedYaml(JsonNode tree, Node root) {

  private static final YAMLMapper STRICT =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Parses a document.
   *
   * @throws JsonProcessingException with the location, when it is not YAML
   */
  static LocatedYaml parse(String text) throws JsonProcessingException {
    Node root = compose(text);
    return new LocatedYaml(STRICT.readTree(text), root);
  }

  /**
   * First, since it tells the line best, and refuses what Jackson lets pass: a second document, an
   * alias without its anchor.
   */
  private static Node compose(String text) throws JsonProcessingException {
    try {
      return new Yaml().compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      var at = new JsonLocation(null, -1, mark.getLine() + 1, mark.getColumn() + 1);
      throw new JsonParseException(null, e.getProblem(), at, e);
    } catch (YAMLException e) {
      throw new JsonParseException(null, "有不允许的字符", e);
    }
  }

  /**
   * Line, from 1, of the value at a JSON pointer, or of the nearest thing above it that is there.
   */
  int line(String pointer) {
    Node at = root;
    int line = at == null ? 1 : at.getStartMark().getLine() + 1;
    String[] keys = pointer.split("/", -1);
    for (int i = 1; i < keys.length; i++) {
      String key = keys[i].replace("~1", "/").replace("~0", "~");
      if (at instanceof SequenceNode sequence && key.chars().allMatch(Character::isDigit)) {
        at = sequence.getValue().get(Integer.parseInt(key));
        line = at.getStartMark().getLine() + 1;
        continue;
      }
      NodeTuple tuple = tuple(at, key);
      if (tuple == null) {
        return line;
      }
      line = tuple.getKeyNode().getStartMark().getLine() + 1;
      at = tuple.getValueNode();
    }
    return line;
  }

  /** Line, from 1, of the first scalar that is this text; 1 when there is none. */
  int lineOf(String scalar) {
    return Math.max(1, lineOf(root, scalar));
  }

  private static int lineOf(Node node, String scalar) {
    if (node instanceof ScalarNode found && found.getValue().equals(scalar)) {
      return found.getStartMark().getLine() + 1;
    }
    Stream<Node> inside =
        node instanceof MappingNode mapping
            ? mapping.getValue().stream().map(NodeTuple::getValueNode)
            : node instanceof SequenceNode sequence ? sequence.getValue().stream() : Stream.of();
    return inside.mapToInt(child -> lineOf(child, scalar)).filter(l -> l > 0).findFirst().orElse(0);
  }

  private static NodeTuple tuple(Node node, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return null;
    }
    return mapping.getValue().stream()
        .filter(t -> t.getKeyNode() instanceof ScalarNode k && k.getValue().equals(key))
        .findFirst()
        .orElse(null);
  }
}

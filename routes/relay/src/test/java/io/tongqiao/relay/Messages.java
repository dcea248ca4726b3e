package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * Messages of any case, made of the examples of the canonical model and of the folders' samples.
 */
public final class Messages {

  private static final String EXAMPLES = "/io/tongqiao/schema/examples/";

  private Messages() {}

  /** An example message, such as {@code permit/01-apply}, about another case. */
  public static ObjectNode canonical(String example, String caseNo) {
    try {
      var tree = (ObjectNode) new JsonMapper().readTree(example("messages/" + example + ".json"));
      String text = tree.toString().replace(tree.path("subject").asText(), caseNo);
      return (ObjectNode) new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the bureau's platform says by a sample of its door, as a canonical message. */
  public static ObjectNode bureau(String sample, String caseNo) {
    String text = dialect(Relay.BUREAU, "cases--" + sample, "canonical.json", caseNo);
    try {
      var message = (ObjectNode) new JsonMapper().readTree(text);
      return message.put("id", caseNo + "-" + sample).put("subject", caseNo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example of a SOAP call, about another case. */
  public static String soap(String example, String caseNo) {
    return new String(example("soap/" + example + ".xml"), UTF_8)
        .replace("610924202603020001", caseNo);
  }

  /** What a system says at a door in its own dialect, by its sample, about another case. */
  public static String dialect(String system, String sample, String file, String caseNo) {
    try {
      String text =
          Files.readString(Ground.SYSTEMS.resolve(system + "/samples/" + sample + "/" + file));
      return text.replaceAll("6109242026031[0-9]{7}", caseNo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] example(String name) {
    try (InputStream in = Messages.class.getResourceAsStream(EXAMPLES + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

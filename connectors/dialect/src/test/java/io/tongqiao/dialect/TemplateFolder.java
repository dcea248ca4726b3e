package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The folder that new systems are copied from, under a name that a system may have. */
final class TemplateFolder {

  private TemplateFolder() {}

  /** As it stands; the checker finds nothing in it. */
  static Folder good() {
    Folder template = Folder.read(Path.of("..", "systems", "_template"));
    var files = new TreeMap<String, byte[]>();
    template
        .files()
        .forEach(
            (name, bytes) -> files.put(name, bytes(text(bytes).replace("_template", "template"))));
    return new Folder("template", "template", files);
  }

  /** With one text of one file replaced, which must be there. */
  static Folder replaced(String file, String from, String to) {
    Folder folder = good();
    String before = folder.text(file).orElseThrow();
    if (!before.contains(from)) {
      throw new IllegalArgumentException(file + " does not hold: " + from);
    }
    return with(folder, file, before.replace(from, to));
  }

  static Folder with(Folder folder, String file, String text) {
    var files = new TreeMap<>(folder.files());
    files.put(file, bytes(text));
    return new Folder(folder.id(), folder.origin(), files);
  }

  /** Without every file whose name begins so. */
  static Folder without(String prefix) {
    Folder folder = good();
    var files = new TreeMap<>(folder.files());
    files.keySet().removeIf(name -> name.startsWith(prefix));
    return new Folder(folder.id(), folder.origin(), files);
  }

  /** The message of the sample {@code push-case}, changed. */
  static CaseMessage message(Consumer<ObjectNode> change) {
    try {
      String text = good().text("samples/push-case/canonical.json").orElseThrow();
      ObjectNode envelope = (ObjectNode) new JsonMapper().readTree(text);
      change.accept(envelope);
      return new CaseMessage(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static CaseMessage message() {
    return message(envelope -> {});
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

package io.tongqiao.dialect.ferry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;

/**
 * What a package says of itself, {@code manifest.xml} in its zip.
 *
 * @param name the package's name
 * @param previous name of the package before it that is about the same case; empty for the first
 * @param caseNo the case
 * @param messageId the sender's id of the message, by which a repetition is known
 * @param operation what is asked for
 * @param file name of the payload
 * @param size its bytes
 * @param sm3 its digest, GB/T 32905, in hex
 */
public record Manifest(
    String name,
    String previous,
    String caseNo,
    String messageId,
    String operation,
    String file,
    long size,
    String sm3) {

  /** Its name in the zip. */
  static final String FILE = "manifest.xml";

  private static final Format XML = Format.of(Format.Kind.XML);

  byte[] bytes() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("Manifest")
        .put("Name", name)
        .put("Previous", previous)
        .put("CaseNo", caseNo)
        .put("MessageId", messageId)
        .put("Operation", operation)
        .putObject("File")
        .put("@name", file)
        .put("@size", Long.toString(size))
        .put("@sm3", sm3);
    try {
      return new Codec().encode(XML, root);
    } catch (TranslationException e) {
      throw new IllegalStateException("UTF-8 has every character", e);
    }
  }

  /**
   * Reads one.
   *
   * @throws BrokenPackageException when it is none
   */
  static Manifest read(byte[] bytes) throws BrokenPackageException {
    JsonNode root;
    try {
      root = new Codec().decode(XML, bytes).path("Manifest");
    } catch (TranslationException e) {
      throw new BrokenPackageException("包内清单 " + FILE + " 不能读取：" + e.finding().message());
    }
    JsonNode file = root.path("File");
    if (!file.isObject()) {
      throw new BrokenPackageException("包内清单 " + FILE + " 应当写明一个报文文件（File）");
    }
    return new Manifest(
        root.path("Name").asText(),
        root.path("Previous").asText(),
        root.path("CaseNo").asText(),
        root.path("MessageId").asText(),
        root.path("Operation").asText(),
        file.path("@name").asText(),
        file.path("@size").asLong(-1),
        file.path("@sm3").asText());
  }
}

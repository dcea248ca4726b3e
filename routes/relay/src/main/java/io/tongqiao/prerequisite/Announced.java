package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.prerequisite.ContentStore.Content;
import io.tongqiao.prerequisite.Downloads.WrongFileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a holder says of a file before it comes; a text is empty where it says nothing.
 *
 * @param size bytes; -1 when it does not say
 */
record Announced(String name, String mediaType, long size, String sha256, String sm3) {

  private static final byte[] PDF_BEGINS = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final String PDF = "application/pdf";

  static Announced of(JsonNode file) {
    return new Announced(
        file.path("name").asText(""),
        file.path("mediaType").asText(""),
        file.path("size").asLong(-1),
        file.path("sha256").asText(""),
        file.path("sm3").asText(""));
  }

  /**
   * Whether a file is what was announced; gives its media type.
   *
   * @param first the first bytes of it, at least five where it has them
   * @throws WrongFileException saying what is different
   */
  String check(Content content, byte[] first) throws WrongFileException {
    if (content.size() == 0) {
      throw new WrongFileException("对方给出的是空文件");
    }
    if (size >= 0 && size != content.size()) {
      throw new WrongFileException("文件是 " + content.size() + " 字节，对方说明的是 " + size + " 字节");
    }
    boolean same =
        (sha256.isEmpty() || sha256.equalsIgnoreCase(content.sha256()))
            && (sm3.isEmpty() || sm3.equalsIgnoreCase(content.sm3()));
    if (!same) {
      throw new WrongFileException("文件摘要与对方说明的不一致，可能损坏或被改动");
    }
    boolean pdf = Arrays.equals(PDF_BEGINS, Arrays.copyOf(first, PDF_BEGINS.length));
    if (mediaType.equals(PDF) && !pdf) {
      throw new WrongFileException("对方说是 PDF，实际不是");
    }
    if (!mediaType.isEmpty()) {
      return mediaType;
    }
    return pdf ? PDF : "application/octet-stream";
  }
}

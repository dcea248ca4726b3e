package io.tongqiao.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file with a message that was corrected by hand. */
final class MessageFile {

  private MessageFile() {}

  /**
   * Reads it.
   *
   * @throws ParameterException when it cannot be read, or is not JSON
   */
  static JsonNode read(CommandSpec spec, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "读不到报文文件 " + file + "：核对路径和权限");
    }
    try {
      return new JsonMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? "" : "，第 " + e.getLocation().getLineNr() + " 行";
      throw new ParameterException(
          spec.commandLine(), "报文文件 " + file + " 不是 JSON" + place + "：改正后再交");
    }
  }
}

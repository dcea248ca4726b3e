package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;

/** Asks a clerk line by line. */
final class TaskPrompts {

  private final BufferedReader in;
  private final PrintWriter out;

  TaskPrompts(InputStream in, PrintWriter out) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.out = out;
  }

  /** What proves that a task was entered. */
  ObjectNode entered(ObjectNode said, JsonNode task) throws IOException {
    said.put("version", task.path("version").asInt());
    ObjectNode confirms = said.putObject("confirms");
    for (JsonNode field : task.path("fields")) {
      if (field.path("confirm").asBoolean()) {
        confirms.put(field.path("name").asText(), ask("照对方界面输入 " + named(field)));
      }
    }
    String number = task.at("/receipt/label").asText() + hint(task.path("receipt"));
    said.put("receiptNo", ask(number));
    return said.put("receiptNoAgain", ask("再输入一次 " + number));
  }

  /** What the system shows. */
  ObjectNode entry(ObjectNode said, JsonNode form) throws IOException {
    ObjectNode entries = said.putObject("entries");
    ObjectNode again = said.putObject("again");
    for (JsonNode field : form.path("fields")) {
      String empty = field.path("optional").asBoolean() ? "，没有就空着" : "";
      entries.put(field.path("name").asText(), ask(named(field) + empty));
    }
    for (JsonNode field : form.path("fields")) {
      if (field.path("confirm").asBoolean()) {
        again.put(field.path("name").asText(), ask("再输入一次 " + named(field)));
      }
    }
    return said;
  }

  private static String named(JsonNode field) {
    return field.path("label").asText() + hint(field);
  }

  private static String hint(JsonNode part) {
    return part.has("hint") ? "（" + part.path("hint").asText() + "）" : "";
  }

  private String ask(String what) throws IOException {
    out.print(what + "：");
    out.flush();
    String line = in.readLine();
    if (line == null) {
      throw new IOException("没有输入完，什么也没有提交");
    }
    return line;
  }
}

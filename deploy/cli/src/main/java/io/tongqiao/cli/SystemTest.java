package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whether a system can be reached, from the relay's own machine. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "逐步测试与一个系统的连接，不发送办件；有一步没有通过时退出码为 1（systems/…/test）。")
final class SystemTest implements Callable<Integer> {

  private static final int LABEL = 8;

  @Mixin private OperatorOptions operator;

  @Parameters(paramLabel = "<system>", description = "系统编号")
  private String system;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return operator.check(
        "systems/" + OperatorClient.encoded(system) + "/test",
        JsonNodeFactory.instance.objectNode(),
        found -> found.path("passed").asBoolean() && found.path("ended").asBoolean(),
        SystemTest::print);
  }

  private static void print(PrintWriter out, JsonNode found) {
    for (JsonNode step : found.path("steps")) {
      String label = label(step.path("step").asText());
      long millis = step.path("millis").asLong();
      out.println(
          sign(step.path("outcome").asText())
              + " "
              + label
              + " ".repeat(Math.max(1, LABEL - Table.width(label)))
              + step.at("/what/zh").asText()
              + (millis > 0 ? "（" + millis + " ms）" : ""));
      if (step.has("next")) {
        out.println(" ".repeat(2 + LABEL) + "→ " + step.at("/next/zh").asText());
      }
    }
    String system = found.path("id").asText();
    if (!found.path("ended").asBoolean()) {
      out.println(system + " 的测试还没有结束，稍后再测");
      return;
    }
    out.println(system + (found.path("passed").asBoolean() ? " 没有发现问题" : " 没有通过"));
  }

  private static String sign(String outcome) {
    return switch (outcome) {
      case "OK" -> "✓";
      case "FAILED" -> "✕";
      default -> "-";
    };
  }

  private static String label(String step) {
    return switch (step) {
      case "NAME" -> "域名";
      case "TCP" -> "连接";
      case "SECRETS" -> "密钥";
      case "SIGN_IN" -> "登录";
      case "PLACE" -> "目的地";
      case "ANSWER" -> "应答";
      default -> step;
    };
  }
}

package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command over the operator API takes, and how it asks and prints. */
final class OperatorOptions {

  /** Prints an answer for people. */
  interface Print {
    void to(PrintWriter out, JsonNode answer) throws IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--relay",
      paramLabel = "URL",
      defaultValue = "${env:TONGQIAO_RELAY}",
      description = "通桥的地址，也可以用环境变量 TONGQIAO_RELAY")
  private URI relay;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      defaultValue = "${env:TONGQIAO_KEY_FILE}",
      description = "运维密钥文件（首次启动时生成，<数据目录>/keys/operator），也可以用环境变量 TONGQIAO_KEY_FILE")
  private Path key;

  @Option(names = "--json", description = "输出 JSON")
  private boolean json;

  /** Asks, and prints the answer. */
  int get(String path, Print print) throws IOException, InterruptedException {
    return printed(client().get(path), print);
  }

  /**
   * Asks twice, and prints both answers as one.
   *
   * @param well whether what they say is well, for the exit code
   */
  int both(
      String path,
      String other,
      BinaryOperator<JsonNode> join,
      Print print,
      Predicate<JsonNode> well)
      throws IOException, InterruptedException {
    OperatorClient client = client();
    OperatorClient.Answer one = client.get(path);
    OperatorClient.Answer two = one.done() ? client.get(other) : one;
    if (!two.done()) {
      return printed(two, print);
    }
    var both = new OperatorClient.Answer(one.status(), join.apply(one.body(), two.body()));
    int code = printed(both, print);
    return code == 0 && !well.test(both.body()) ? 1 : code;
  }

  /** Acts, and prints what came of it. */
  int post(String path, ObjectNode body, Print print) throws IOException, InterruptedException {
    return printed(client().post(path, body), print);
  }

  /** Acts with a reason; an empty one is left out. */
  int post(String path, String reason, Print print) throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return post(path, reason.isEmpty() ? body : body.put("reason", reason), print);
  }

  private int printed(OperatorClient.Answer answer, Print print) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer.body().toPrettyString());
    }
    if (!answer.done()) {
      String words = answer.words();
      spec.commandLine().getErr().println("没有做成：" + words);
      return 1;
    }
    if (!json) {
      print.to(out, answer.body());
    }
    return 0;
  }

  private OperatorClient client() throws IOException {
    if (relay == null) {
      throw new ParameterException(
          spec.commandLine(), "不知道通桥在哪里：给出 --relay http://地址:端口，或设环境变量 TONGQIAO_RELAY");
    }
    if (!List.of("http", "https").contains(relay.getScheme()) || relay.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(), "--relay 要是 http://地址:端口 或 https://地址，不能是 " + relay);
    }
    if (key == null) {
      throw new ParameterException(
          spec.commandLine(), "没有运维密钥：给出 --key <数据目录>/keys/operator，或设环境变量 TONGQIAO_KEY_FILE");
    }
    if (!Files.isReadable(key)) {
      throw new ParameterException(spec.commandLine(), "读不到密钥文件 " + key + "：核对路径和权限");
    }
    return new OperatorClient(relay, Files.readString(key).strip());
  }
}

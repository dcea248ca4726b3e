package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
      description =
          "令牌文件，也可以用环境变量 TONGQIAO_KEY_FILE；首次启动时生成的有 <数据目录>/keys/operator（运维）和 keys/sysadmin（系统管理）")
  private Path key;

  @Option(names = "--user", paramLabel = "NAME", description = "没有令牌时，用自己的账户和密码；密码在提示后输入")
  private String user;

  @Option(names = "--password-file", paramLabel = "FILE", description = "从文件读 --user 的密码，不提示")
  private Path passwordFile;

  @Option(names = "--json", description = "输出 JSON")
  private boolean json;

  /** Asks, and prints the answer. */
  int get(String path, Print print) throws IOException, InterruptedException {
    return printed(client().get(path), print);
  }

  /** Asks whether something is as it should be; 1 when it is not. */
  int check(String path, Predicate<JsonNode> good, Print print)
      throws IOException, InterruptedException {
    OperatorClient.Answer answer = client().get(path);
    int code = printed(answer, print);
    return code == 0 && !good.test(answer.body()) ? 1 : code;
  }

  /** Has something looked at, and prints what was found; 1 when it is not as it should be. */
  int check(String path, ObjectNode body, Predicate<JsonNode> good, Print print)
      throws IOException, InterruptedException {
    OperatorClient.Answer answer = client().post(path, body);
    int code = printed(answer, print);
    return code == 0 && !good.test(answer.body()) ? 1 : code;
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

  /** Makes an act of what was asked. */
  interface Act {
    ObjectNode of(JsonNode asked) throws IOException;
  }

  /** Asks, acts on the answer, and prints what came of it. */
  int then(String asked, Act act, String path, Print print)
      throws IOException, InterruptedException {
    OperatorClient client = client();
    OperatorClient.Answer answer = client.get(asked);
    return answer.done()
        ? printed(client.post(path, act.of(answer.body())), print)
        : printed(answer, print);
  }

  /** An act that what was asked before tells of. */
  record Request(String path, ObjectNode body) {}

  /** Makes an act of what was asked; none where there is nothing to act on. */
  interface Next {
    Optional<Request> of(JsonNode asked) throws IOException;
  }

  /**
   * Asks, acts on what the answer names, and prints what came of it.
   *
   * @param otherwise what is said when the answer names nothing
   */
  int find(String asked, Next next, String otherwise, Print print)
      throws IOException, InterruptedException {
    OperatorClient client = client();
    OperatorClient.Answer answer = client.get(asked);
    if (!answer.done()) {
      return printed(answer, print);
    }
    Optional<Request> request = next.of(answer.body());
    if (request.isEmpty()) {
      spec.commandLine().getErr().println("没有做成：" + otherwise);
      return 1;
    }
    return printed(client.post(request.get().path, request.get().body), print);
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
    return new OperatorClient(relay, user == null ? bearer() : basic());
  }

  private String bearer() throws IOException {
    if (key == null) {
      throw new ParameterException(
          spec.commandLine(),
          "没有令牌：给出 --key <数据目录>/keys/operator 或自己的令牌文件，或设环境变量 TONGQIAO_KEY_FILE；也可以用 --user");
    }
    return "Bearer " + Secret.read(spec, key);
  }

  private String basic() throws IOException {
    String password =
        passwordFile == null
            ? Secret.ask(spec, "账户 " + user + " 的密码：")
            : Secret.read(spec, passwordFile);
    String pair = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /** Fetches what is long into a file of the owner's, or to standard output. */
  int fetch(String path, Optional<Path> file) throws IOException, InterruptedException {
    OperatorClient client = client();
    OperatorClient.Answer answer;
    if (file.isEmpty()) {
      var out = new ByteArrayOutputStream();
      answer = client.fetch(path, out);
      spec.commandLine().getOut().print(out.toString(UTF_8));
      spec.commandLine().getOut().flush();
    } else {
      Secret.write(file.get(), "");
      try (OutputStream out = Files.newOutputStream(file.get())) {
        answer = client.fetch(path, out);
      }
    }
    if (!answer.done()) {
      String words = answer.words();
      spec.commandLine().getErr().println("没有做成：" + words);
      return 1;
    }
    file.ifPresent(f -> spec.commandLine().getOut().println("已存为 " + f));
    return 0;
  }
}

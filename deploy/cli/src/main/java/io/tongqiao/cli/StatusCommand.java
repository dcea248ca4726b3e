package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One look at the whole. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "一眼看清：是否受理、各系统、积压、待处理、告警、磁盘。有告警时退出码为 1。")
final class StatusCommand implements Callable<Integer> {

  @Mixin private OperatorOptions operator;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return operator.both(
        "alerts",
        "systems",
        (alerts, systems) -> {
          ObjectNode all = alerts.deepCopy();
          all.set("systems", systems.path("systems"));
          return all;
        },
        StatusCommand::print,
        all -> all.path("alerts").isEmpty());
  }

  private static void print(PrintWriter out, JsonNode all) {
    String refusal = all.path("refusal").asText();
    out.println("受理：" + (all.path("accepting").asBoolean() ? "正常" : "暂停，" + refusal));
    out.println("磁盘：剩余 " + (all.path("diskFree").asLong() >> 20) + " MB");
    Map<String, Integer> calls = new TreeMap<>();
    long moving = 0;
    long waiting = 0;
    long parked = 0;
    Optional<JsonNode> oldest = Optional.empty();
    for (JsonNode system : all.path("systems")) {
      calls.merge(Words.calls(system.path("calls").asText()), 1, Integer::sum);
      JsonNode open = system.path("open");
      moving += open.path("READY").asLong() + open.path("BACKLOG").asLong();
      waiting += open.path("WAITING").asLong();
      parked += open.path("PARKED").asLong();
      oldest = older(oldest, system);
    }
    out.println("系统：" + all.path("systems").size() + " 个，" + words(calls));
    out.println("在途和排队 " + moving + "，等待重试 " + waiting + "，待人工处理 " + parked);
    oldest.ifPresent(
        s ->
            out.println("最早未了结：" + s.path("id").asText() + "，" + Words.time(s.path("oldestOpen"))));
    alerts(out, all.path("alerts"));
  }

  private static Optional<JsonNode> older(Optional<JsonNode> oldest, JsonNode system) {
    if (!system.has("oldestOpen")) {
      return oldest;
    }
    String mine = system.path("oldestOpen").asText();
    return oldest.filter(o -> o.path("oldestOpen").asText().compareTo(mine) <= 0).isPresent()
        ? oldest
        : Optional.of(system);
  }

  private static String words(Map<String, Integer> calls) {
    return String.join(
        "，", calls.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  private static void alerts(PrintWriter out, JsonNode alerts) {
    out.println("告警：" + (alerts.isEmpty() ? "无" : alerts.size() + " 条"));
    for (JsonNode alert : alerts) {
      String urgent = alert.path("urgent").asBoolean() ? "【紧急】" : "";
      out.println("  " + urgent + alert.path("title").asText() + "：" + alert.path("what").asText());
      out.println("    自 " + Words.time(alert.path("since")));
      out.println("    处理：" + alert.path("remedy").asText());
    }
  }
}

package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process is killed after durable steps on the way of a pull, each fifth or, with {@code
 * -Dkill.stride=1}, each: the request, the call of a library, the question by message and its
 * answer, the answer to the asker, the late result. After a restart both documents are found, and
 * the asker has learned of each, by an answer or by one message.
 */
class PullKillPointsIT {

  private static final Logger LOG = LoggerFactory.getLogger(PullKillPointsIT.class);
  private static final int MOST = 60;

  /** 1 kills after each step, and takes five times as long. */
  private static final int STRIDE = Integer.getInteger("kill.stride", 5);

  private static final String LIBRARY = "prov-dzzz";
  private static final String LABORATORY = "city-cdc";
  private static final String CASE = "61092420260401800001";
  private static final String PATH = "/api/v1/cases/" + CASE + "/prerequisites";

  @TempDir private Path directory;

  @Test
  void process_killedAfterDurableSteps_findsAllAndTellsAll() throws Exception {
    var report = new ArrayList<String>();
    int n = 1;
    while (n < MOST && killedAfter(n, report)) {
      n += STRIDE;
    }
    LOG.info("killed after durable steps:\n{}", String.join("\n", report));
    assertThat(String.join("\n", report)).contains("a commit of the journal");
    assertThat(n).isBetween(8, MOST - 1);
  }

  /** One run; false when the process met its end by itself. */
  private boolean killedAfter(int n, List<String> report) throws Exception {
    Ground ground = Ground.in(directory.resolve("run-" + n));
    ground.only(Relay.BUREAU, LIBRARY, LABORATORY);
    Path step = ground.directory().resolve("step");
    Map<String, String> told = new HashMap<>();
    try (Simulator ministries = ground.ministries()) {
      try (var first = new ForkedRelay(ground, ministries, n, "", step)) {
        var caller = new Caller(ground.url());
        if (sent(ground, caller, told)) {
          first.untilDeadOr(() -> complete(caller.get(PATH, ground.key(Relay.BUREAU))));
        }
      }
      boolean killed = Files.exists(step);
      try (Relay relay =
          Relay.start(ground, ministries, 0, Map.of("tongqiao.documents.resume", "200ms"))) {
        assertThat(sent(ground, relay.http(), told)).isTrue();
        await("the pull is complete after step " + n)
            .atMost(Duration.ofSeconds(30))
            .until(() -> complete(relay.get(Relay.BUREAU, PATH)));
        relay.untilQuiet(CASE);
        check(relay, told);
      }
      if (killed) {
        report.add(n + ". after " + Files.readString(step));
      }
      return killed;
    }
  }

  /** Begins the case and asks for two of its documents; false when the process died. */
  private static boolean sent(Ground ground, Caller caller, Map<String, String> told) {
    ObjectNode apply = Messages.canonical("prerequisites/01-apply", CASE);
    try {
      Caller.Answer begun =
          caller.post(
              "/api/v1/messages", ground.key(Relay.BUREAU), "application/json", bytes(apply));
      assertThat(begun.status()).as(begun.text()).isIn(200, 202);
      Caller.Answer answer =
          caller.send(
              caller
                  .to(PATH)
                  .header("Authorization", "Bearer " + ground.key(Relay.BUREAU))
                  .header("Content-Type", "application/json")
                  .header("Prefer", "wait=0")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes(request()))));
      assertThat(answer.status()).as(answer.text()).isIn(200, 202);
      hear(told, answer.json().path("materials"));
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static ObjectNode request() {
    ObjectNode request = new JsonMapper().createObjectNode().put("id", "pull-1");
    request
        .putObject("purpose")
        .put("orgName", "紫阳县行政审批服务局")
        .put("username", "窗口经办人")
        .put("itemName", "公共场所卫生许可")
        .put("itemCode", "11610924MBQQ0001X24610123001000")
        .put("businessCode", CASE);
    request.putArray("materials").addObject().put("code", "M02");
    request.withArray("materials").addObject().put("code", "M04");
    return request;
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  private static boolean complete(Caller.Answer pulls) {
    return pulls.json().at("/pulls/0/complete").asBoolean();
  }

  private static void hear(Map<String, String> told, JsonNode materials) {
    for (JsonNode material : materials) {
      if (!material.path("outcome").asText().equals("PENDING")) {
        told.put(material.path("code").asText(), material.path("outcome").asText());
      }
    }
  }

  private static void check(Relay relay, Map<String, String> told) throws IOException {
    JsonNode pull = relay.get(Relay.BUREAU, PATH).json().at("/pulls/0");
    assertThat(pull.findValuesAsText("outcome"))
        .as(pull.toPrettyString())
        .doesNotContain("PENDING");
    List<StoredMessage> results =
        relay.bean(Journal.class).messages(CASE).stream()
            .filter(m -> m.event().equals("PREREQUISITE_RESULT"))
            .toList();
    assertThat(results).extracting(StoredMessage::sourceId).doesNotHaveDuplicates();
    for (StoredMessage result : results) {
      hear(told, new JsonMapper().readTree(result.body()).at("/data/prerequisites/materials"));
    }
    assertThat(told).as(pull.toPrettyString()).isEqualTo(Map.of("M02", "FOUND", "M04", "FOUND"));
    try (Stream<Path> parts =
        Files.list(relay.ground().directory().resolve("data/documents/parts"))) {
      assertThat(parts).isEmpty();
    }
  }
}

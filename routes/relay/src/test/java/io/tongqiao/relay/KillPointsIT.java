package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process is killed after durable steps on the way of a case, one after the other until a run
 * meets no more of them: intake, copies, call, settling with its news, the next of the lane, and
 * the acknowledgements. After a restart all is delivered, once and in order, and each message has
 * one receipt. Each fifth step is taken, or with {@code -Dkill.stride=1} each.
 */
class KillPointsIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillPointsIT.class);

  /** More steps than any way has. */
  private static final int MOST = 60;

  private static final int STRIDE = Integer.getInteger("kill.stride", 5);

  private static final String POLICE = "mps-population";
  private static final String SOCIAL = "prov-socialorg";

  /** Each is met in every run of the test: where the stride passes one over, by its first step. */
  private static final List<String> KINDS =
      List.of("a commit of the journal", "a commit of the broker", "the call of " + POLICE);

  @TempDir private Path directory;

  @Test
  void process_killedAfterDurableSteps_losesAndDoublesNothing() throws Exception {
    var report = new ArrayList<String>();
    int n = 1;
    while (n < MOST && killedAfter(n, "", report)) {
      n += STRIDE;
    }
    for (String kind : KINDS) {
      if (report.stream().noneMatch(line -> line.contains(kind))) {
        assertThat(killedAfter(1, kind, report)).as(kind).isTrue();
      }
    }
    LOG.info("killed after {} durable steps:\n{}", report.size(), String.join("\n", report));
    assertThat(String.join("\n", report)).contains(KINDS);
    assertThat(n).isBetween(15, MOST - 1);
  }

  /** One run; false when the process met its end by itself. */
  private boolean killedAfter(int n, String kind, List<String> report) throws Exception {
    Ground ground = Ground.in(directory.resolve("run-" + n + kind.replace(' ', '-')));
    ground.only(Relay.BUREAU, POLICE, SOCIAL);
    Path step = ground.directory().resolve("step");
    try (Simulator ministries = ground.ministries();
        var first = new ForkedRelay(ground, ministries, n, kind, step)) {
      List<ObjectNode> messages = messages();
      var sender = new Sender(ground, first);
      messages.forEach(sender::send);
      first.untilDeadOr(() -> quiet(ground, messages));
      boolean killed = Files.exists(step);
      first.kill();
      try (Relay relay = Relay.start(ground, ministries, 0)) {
        messages.forEach(m -> sender.sendAgain(relay, m));
        messages.forEach(m -> relay.untilQuiet(m.path("subject").asText()));
        int repeats = check(relay, messages);
        if (killed) {
          report.add(
              n
                  + ". after "
                  + Files.readString(step)
                  + ": "
                  + sender.repeats
                  + " repeated by the sender, "
                  + repeats
                  + " calls repeated with the same id");
        }
      }
      return killed;
    }
  }

  /** Two cases: one whose answer is news, one with a lane of two. */
  private static List<ObjectNode> messages() {
    String hotel = "61092420260401700001";
    String social = "61092420260401700002";
    return List.of(
        message("hotel-01-apply", hotel),
        message("hotel-02-receive", hotel),
        message("socialorg-01-apply", social),
        message("socialorg-02-receive", social));
  }

  private static ObjectNode message(String sample, String caseNo) {
    String text = Messages.dialect(Relay.BUREAU, "cases--" + sample, "canonical.json", caseNo);
    try {
      var message = (ObjectNode) new JsonMapper().readTree(text);
      return message.put("id", caseNo + "-" + sample).put("subject", caseNo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All messages are known and all their deliveries done, as far as the process says. */
  private static boolean quiet(Ground ground, List<ObjectNode> messages) {
    var caller = new Caller(ground.url());
    return messages.stream()
        .map(m -> CaseMessage.messageId(Relay.BUREAU, m.path("id").asText()))
        .map(id -> caller.get("/api/v1/messages/" + id, ground.key(Relay.BUREAU)))
        .allMatch(a -> a.status() == 200 && a.json().path("state").asText().equals("SETTLED"));
  }

  /** What the ministries have done; gives how many calls they recognised as repeated. */
  private static int check(Relay relay, List<ObjectNode> messages) {
    String hotel = messages.get(0).path("subject").asText();
    String social = messages.get(2).path("subject").asText();
    assertThat(once(relay, POLICE, hotel)).containsExactly("check-identity");
    await()
        .untilAsserted(
            () ->
                assertThat(once(relay, SOCIAL, social))
                    .containsExactly("application", "pre-accept"));
    await().untilAsserted(() -> assertThat(once(relay, Relay.BUREAU, hotel)).hasSize(1));
    int calls = 0;
    for (String system : List.of(POLICE, SOCIAL, Relay.BUREAU)) {
      for (String caseNo : List.of(hotel, social)) {
        calls += relay.done(system, caseNo).size() - once(relay, system, caseNo).size();
      }
    }
    return calls;
  }

  /** Operations that were done, in order, without what was recognised as a repetition. */
  private static List<String> once(Relay relay, String system, String caseNo) {
    List<LedgerEntry> done = relay.done(system, caseNo).stream().filter(e -> !e.repeat()).toList();
    assertThat(done).extracting(LedgerEntry::messageId).doesNotHaveDuplicates();
    return done.stream().map(LedgerEntry::operation).toList();
  }

  /** The bureau's platform: sends until it is answered. */
  private static final class Sender {

    private final Ground ground;
    private final ForkedRelay process;
    private final Map<String, JsonNode> receipts = new HashMap<>();
    private final List<ObjectNode> unanswered = new ArrayList<>();
    private int repeats;

    Sender(Ground ground, ForkedRelay process) {
      this.ground = ground;
      this.process = process;
    }

    void send(ObjectNode message) {
      if (!unanswered.isEmpty() || !process.isAlive()) {
        unanswered.add(message);
        return;
      }
      try {
        heard(message, post(new Caller(ground.url()), message));
      } catch (UncheckedIOException e) {
        unanswered.add(message);
      }
    }

    /** Repeats what was not answered, and also what was: the receipt must be the first one. */
    void sendAgain(Relay relay, ObjectNode message) {
      repeats += unanswered.contains(message) ? 1 : 0;
      heard(message, post(relay.http(), message));
    }

    private Caller.Answer post(Caller caller, ObjectNode message) {
      byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
      return caller.post("/api/v1/messages", ground.key(Relay.BUREAU), "application/json", body);
    }

    private void heard(ObjectNode message, Caller.Answer answer) {
      assertThat(answer.status()).as(answer.text()).isIn(200, 202);
      JsonNode before = receipts.put(message.path("id").asText(), answer.json());
      if (before != null) {
        assertThat(answer.json()).isEqualTo(before);
      }
    }
  }
}

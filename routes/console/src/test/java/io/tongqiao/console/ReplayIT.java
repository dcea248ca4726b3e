package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many deliveries sent again: paced, in order, counted, and resumed where a stop left them. */
class ReplayIT {

  private static final int LANES = 100;

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory).start();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private static String filter(String system, String state, String more) {
    return "{\"system\": \"" + system + "\", \"states\": [\"" + state + "\"]" + more + "}";
  }

  private JsonNode replay(long id) {
    return site.get("/ops/v1/replays/" + id).json();
  }

  private JsonNode untilDone(long id) {
    await("replay " + id + " is done")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> replay(id).path("state").asText().equals("DONE"));
    return replay(id);
  }

  @Test
  void replay_of200AcrossLanesStoppedInTheMiddle_goesOnExactlyAndInOrder() {
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      cases.add(site.bureau(site.newCase(), "socialorg-01-apply", "socialorg-02-receive"));
    }
    cases.forEach(c -> site.until(c, Site.SOCIAL, 1, State.DELIVERED));
    await().until(() -> site.received(Site.SOCIAL).size() == 2 * LANES);
    String wanted = filter(Site.SOCIAL, "DELIVERED", "");
    JsonNode preview = site.post("/ops/v1/replays/preview", wanted).json();
    assertThat(preview.path("total").asInt()).isEqualTo(2 * LANES);
    assertThat(preview.path("first")).hasSize(20);
    site.ministries().clearLedger();

    String start =
        filter(Site.SOCIAL, "DELIVERED", ", \"perSecond\": 40, \"reason\": \"对方数据库恢复后补发\"");
    OperatorAnswer begun = site.post("/ops/v1/replays", start);
    assertThat(begun.status()).isEqualTo(201);
    long id = begun.json().path("id").asLong();
    await().pollInterval(Duration.ofMillis(50)).until(() -> replay(id).path("done").asInt() >= 60);
    site.stop();
    assertThat(site.offline("select done from replay where state = 'RUNNING' and id = " + id))
        .isBetween(60L, 2L * LANES - 1);
    site.start();

    JsonNode done = untilDone(id);
    assertThat(done.path("done").asInt()).isEqualTo(2 * LANES);
    assertThat(done.path("total").asInt()).isEqualTo(2 * LANES);
    cases.forEach(c -> site.until(c, Site.SOCIAL, 1, State.DELIVERED));
    await().until(() -> site.received(Site.SOCIAL).size() == 2 * LANES);
    for (String caseNo : cases) {
      assertThat(site.done(Site.SOCIAL, caseNo))
          .extracting(LedgerEntry::operation)
          .containsExactly("application", "pre-accept");
    }
    assertThat(site.audit("replay " + id))
        .extracting(row -> row.get("act"))
        .containsExactly("replay.start");
  }

  @Test
  void replay_ofWhatIsParked_neverOvertakesTheLane() {
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS).times(3));
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
      site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
      cases.add(site.bureau(caseNo, "event-withdraw"));
    }
    String code =
        site.shown(site.deliveries(cases.get(0), Site.PROVINCE).get(0)).path("code").asText();
    String more = ", \"code\": \"" + code + "\", \"reason\": \"对方已修复\", \"perSecond\": 2";
    long id =
        site.post("/ops/v1/replays", filter(Site.PROVINCE, "PARKED", more))
            .json()
            .path("id")
            .asLong();
    assertThat(untilDone(id).path("done").asInt()).isEqualTo(3);
    for (String caseNo : cases) {
      site.until(caseNo, Site.PROVINCE, 1, State.DELIVERED);
      assertThat(site.done(Site.PROVINCE, caseNo))
          .extracting(LedgerEntry::operation)
          .containsExactly("push-case", "push-void");
    }
  }

  @Test
  void replay_cancelled_leavesTheRest() {
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      cases.add(site.bureau(site.newCase(), "health-01-apply", "health-02-receive"));
    }
    cases.forEach(c -> site.until(c, Site.PROVINCE, 0, State.DELIVERED));
    String more = ", \"reason\": \"演练\", \"perSecond\": 1";
    long id =
        site.post("/ops/v1/replays", filter(Site.PROVINCE, "DELIVERED", more))
            .json()
            .path("id")
            .asLong();
    await().pollInterval(Duration.ofMillis(50)).until(() -> replay(id).path("done").asInt() >= 1);
    String cancel = "/ops/v1/replays/" + id + "/cancel";
    JsonNode cancelled = site.post(cancel, "").json();
    assertThat(cancelled.path("state").asText()).isEqualTo("CANCELLED");
    assertThat(site.post(cancel, "").status()).isEqualTo(409);
    int sent = cancelled.path("done").asInt();
    assertThat(sent).isLessThan(5);
    await()
        .pollDelay(Duration.ofMillis(2500))
        .until(() -> site.received(Site.PROVINCE).size() == 5 + sent);
    assertThat(site.get("/ops/v1/replays").json().path("replays")).hasSize(1);
  }

  /** Cases whose message a system refuses, all for the same reason; gives one's delivery. */
  private long parked(String system, List<String> cases, int count, String... samples) {
    site.ministries().misbehave(system, Misbehaviour.of(Kind.BUSINESS).times(count));
    for (int i = 0; i < count; i++) {
      cases.add(site.bureau(site.newCase(), samples));
    }
    cases.forEach(c -> site.until(c, system, 0, State.PARKED));
    return site.deliveries(cases.get(0), system).get(0).id();
  }

  private static String like(long delivery, String act, String more) {
    return "{\"like\": " + delivery + ", \"act\": \"" + act + "\"" + more + "}";
  }

  @Test
  void bulkSkip_stoppedInTheMiddle_goesOnExactlyAndAuditsEachOnce() {
    List<String> cases = new ArrayList<>();
    long example = parked(Site.PROVINCE, cases, 12, "health-01-apply", "health-02-receive");
    site.ministries().misbehave(Site.POWER, Misbehaviour.of(Kind.BUSINESS));
    String other =
        site.bureau(site.newCase(), "power-01-apply", "power-02-receive", "power-03-accept");
    site.until(other, Site.POWER, 0, State.PARKED);
    String preview = like(example, "SKIP", "");
    assertThat(site.post("/ops/v1/replays/preview", preview).json().path("total").asInt())
        .isEqualTo(12);
    String more = ", \"perSecond\": 4, \"reason\": \"对方已手工录入\"";
    long id = site.post("/ops/v1/replays", like(example, "SKIP", more)).json().path("id").asLong();
    await().pollInterval(Duration.ofMillis(50)).until(() -> replay(id).path("done").asInt() >= 3);
    site.stop();
    assertThat(site.offline("select done from replay where id = " + id)).isBetween(3L, 11L);
    site.start();
    JsonNode done = untilDone(id);
    assertThat(done.path("done").asInt()).isEqualTo(12);
    assertThat(done.path("act").asText()).isEqualTo("SKIP");
    assertThat(done.path("cause").asText()).isNotEmpty();
    cases.forEach(c -> site.until(c, Site.PROVINCE, 0, State.SKIPPED));
    site.until(other, Site.POWER, 0, State.PARKED);
    assertThat(site.audit("to " + Site.PROVINCE))
        .filteredOn(row -> row.get("act").equals("delivery.skip"))
        .hasSize(12);
  }

  @Test
  void bulkReturn_tellsEachSender_andLeavesWhatCannotBeReturned() {
    List<String> cases = new ArrayList<>();
    long example = parked(Site.PROVINCE, cases, 3, "health-01-apply", "health-02-receive");
    String why = ", \"reason\": \"材料与事项不符\"";
    long id = site.post("/ops/v1/replays", like(example, "RETURN", why)).json().path("id").asLong();
    assertThat(untilDone(id).path("done").asInt()).isEqualTo(3);
    for (String caseNo : cases) {
      site.until(caseNo, Site.PROVINCE, 0, State.RETURNED);
      await().until(() -> site.done(Site.BUREAU, caseNo).size() == 1);
    }
    site.ministries()
        .misbehave(Site.BUREAU, Misbehaviour.of(Kind.BUSINESS).operation("notify").times(100));
    String power =
        site.bureau(site.newCase(), "power-01-apply", "power-02-receive", "power-03-accept");
    long news = site.until(power, Site.BUREAU, 0, State.PARKED).id();
    long left = site.post("/ops/v1/replays", like(news, "RETURN", why)).json().path("id").asLong();
    assertThat(untilDone(left).path("done").asInt()).isZero();
    site.until(power, Site.BUREAU, 0, State.PARKED);
    assertThat(site.audit("delivery " + news + " ")).isEmpty();
  }

  @Test
  void bulk_likeWhatDoesNotStandStill_isRefused() {
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    long delivered = site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED).id();
    OperatorAnswer refused = site.post("/ops/v1/replays/preview", like(delivered, "SKIP", ""));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.fields()).containsExactly("/like");
    assertThat(site.post("/ops/v1/replays/preview", like(1, "SKIP", "")).status()).isEqualTo(404);
    String states = "{\"system\": \"" + Site.PROVINCE + "\", \"states\": [\"DELIVERED\"], ";
    assertThat(site.post("/ops/v1/replays/preview", states + "\"act\": \"RETURN\"}").fields())
        .containsExactly("/states");
  }

  @Test
  void preview_byTimeOfAcceptance_countsWhatLiesBetween() {
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
    String yesterday = Instant.now().minus(Duration.ofDays(1)).toString();
    assertThat(count(", \"from\": \"" + yesterday + "\", \"until\": \"" + tomorrow + "\""))
        .isEqualTo(1);
    assertThat(count(", \"from\": \"" + tomorrow + "\"")).isZero();
    assertThat(count(", \"until\": \"" + yesterday + "\"")).isZero();
    assertThat(count(", \"code\": \"no-such-code\"")).isZero();
  }

  private int count(String more) {
    return site.post("/ops/v1/replays/preview", filter(Site.PROVINCE, "DELIVERED", more))
        .json()
        .path("total")
        .asInt();
  }
}

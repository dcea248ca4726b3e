package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.schema.CaseState;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A system that is notified of a case, pulls it with a token, and writes back what it decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivingDoorIT {

  private static final String SYSTEM = "prov-hrss";
  private static final String LIBRARY = "prov-bjk";
  private static final String INSURANCE = "nhsa-fuwu";
  private static final String EVALUATION = "nat-hcp";
  private static final Charset GBK = Charset.forName("GBK");

  private Simulator ministries;
  private Relay relay;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(SYSTEM, LIBRARY, INSURANCE, EVALUATION);
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 700_000, Map.of());
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  /** The message of the notice's sample, about a case of ours, as another event. */
  private void tell(String caseNo, String event) throws IOException {
    Path sample = Ground.SYSTEMS.resolve(SYSTEM + "/samples/notify/canonical.json");
    String text = Files.readString(sample);
    String own = new JsonMapper().readTree(text).path("subject").asText();
    var message = (ObjectNode) new JsonMapper().readTree(text.replace(own, caseNo));
    message.put("type", "io.tongqiao.case." + event).put("id", caseNo + "-" + event);
    assertThat(relay.post(Relay.BUREAU, message).status()).isEqualTo(202);
  }

  private Answer ask(String door, String token, String caseNo) {
    String xml =
        "<?xml version=\"1.0\" encoding=\"GBK\"?><APPROVEDATAINFO><SBLSH_SHORT>"
            + caseNo
            + "</SBLSH_SHORT></APPROVEDATAINFO>";
    byte[] body = ("xmlStr=" + URLEncoder.encode(xml, GBK)).getBytes(UTF_8);
    String type = "application/x-www-form-urlencoded; charset=GBK";
    return post("/in/prov-hrss/" + door + "?accessToken=" + token, type, body);
  }

  private Answer post(String path, String type, byte[] body) {
    return relay
        .http()
        .send(
            relay
                .http()
                .to(path)
                .header("Content-Type", type)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private String token() {
    String path = "/in/prov-hrss/getXmlToken?key=x&secret=" + relay.ground().key(SYSTEM);
    String text = new String(post(path, "text/plain", new byte[0]).body(), GBK);
    assertThat(text).contains("<STATUS>200</STATUS>");
    return text.replaceAll("(?s).*<TOKEN>([0-9a-f]{32})</TOKEN>.*", "$1");
  }

  @Test
  void case_notified_isPulledAndDecidedThere() throws Exception {
    String caseNo = relay.newCase();
    tell(caseNo, "apply");
    tell(caseNo, "receive");
    await("decision of " + caseNo)
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(relay.bean(CaseJournal.class).threads(caseNo))
                    .filteredOn(thread -> thread.thread().equals("case"))
                    .extracting(thread -> thread.state())
                    .containsExactly(CaseState.APPROVED));

    await("what it did for " + caseNo)
        .untilAsserted(
            () ->
                assertThat(visits(caseNo))
                    .containsExactly(
                        "apply-info", "attachments", "progress", "progress", "progress"));
    relay.untilQuiet(caseNo);
    assertThat(relay.done(LIBRARY, caseNo))
        .extracting(LedgerEntry::operation)
        .as("every event of the case goes to the library, sealed")
        .containsExactly("basic-info", "basic-info", "process", "process", "done");
    assertThat(relay.done(INSURANCE, caseNo))
        .extracting(LedgerEntry::operation)
        .as("the grant goes on, enclosed and with a digest")
        .containsExactly("register");
    assertThat(relay.done(EVALUATION, caseNo)).as("signed").hasSize(2);
    List<String> looks =
        relay
            .bean(JdbcTemplate.class)
            .queryForList(
                "select detail from audit where actor = ? and object = ? order by id",
                String.class,
                SYSTEM,
                caseNo);
    assertThat(looks).containsExactly("door apply-info", "door attachments");
  }

  private List<String> visits(String caseNo) {
    return ministries.ledger().stream()
        .filter(e -> e.system().equals(SYSTEM) && e.caseNo().equals(caseNo))
        .filter(e -> e.direction() == LedgerEntry.Direction.SENT)
        .map(LedgerEntry::operation)
        .toList();
  }

  @Test
  void ask_anotherCase_isRefusedInTheSystemsWords() {
    Answer answer = ask("getApplyInfo", token(), "61092420260903999999");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), GBK))
        .contains("<STATUS>300</STATUS>")
        .contains("没有通知过贵系统办件 61092420260903999999");
  }

  @Test
  void ask_caseOfOtherSystems_isRefused() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "health-01-apply", "health-02-receive");
    relay.untilQuiet(caseNo);

    assertThat(new String(ask("getApplyInfo", token(), caseNo).body(), GBK))
        .contains("<STATUS>300</STATUS>");
  }

  @Test
  void ask_withoutNumberOrUnreadable_isRefusedInTheSystemsWords() {
    assertThat(new String(ask("getApplyInfo", token(), "").body(), GBK))
        .contains("<STATUS>300</STATUS>")
        .contains("没有写明要哪个办件");
    String path = "/in/prov-hrss/getApplyInfo?accessToken=" + token();
    byte[] body = "xmlStr=%3CA".getBytes(UTF_8);
    assertThat(new String(post(path, "application/x-www-form-urlencoded", body).body(), GBK))
        .contains("<STATUS>300</STATUS>");
  }

  @Test
  void token_unknown_opensNothing() {
    assertThat(ask("getApplyInfo", "0".repeat(32), "1").status()).isEqualTo(401);
    assertThat(post("/in/prov-hrss/getXmlToken?key=x&secret=x", "text/plain", new byte[0]).status())
        .isEqualTo(401);
  }

  @Test
  void token_ofOneSystem_opensNoOthersDoor() {
    assertThat(post("/in/prov-yctb/callback?accessToken=" + token(), "text/xml", new byte[0]))
        .extracting(Answer::status)
        .isEqualTo(401);
  }
}

package io.tongqiao.supervision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;

/** The bureau's window with cases that are supervised once they are granted: food permits. */
final class Supervised {

  /** 省“互联网+监管”. */
  static final String PROVINCE = "prov-hlwjg";

  /** 部门协同监管平台. */
  static final String MARKET = "gsxt-xtjg";

  /** 政务短信平台. */
  static final String SMS = "city-sms";

  private static final String ITEM = "11610924MBQQ0001X24610131001000";

  private final Relay relay;

  Supervised(Relay relay) {
    this.relay = relay;
  }

  /** A case that is ready to be decided. */
  String newCase() {
    String caseNo = relay.newCase();
    for (String event : List.of("01-apply", "02-receive", "03-accept", "04-step")) {
      assertThat(post("supervision/" + event, caseNo).status()).isEqualTo(202);
    }
    return caseNo;
  }

  /** A case that was granted. */
  String granted() {
    String caseNo = newCase();
    assertThat(grant(caseNo).status()).isEqualTo(202);
    return caseNo;
  }

  Caller.Answer grant(String caseNo) {
    return post("supervision/05-approved", caseNo);
  }

  /** The example of a message, by whoever sends it there. */
  Caller.Answer post(String example, String caseNo) {
    ObjectNode message = Messages.canonical(example, caseNo);
    return relay.post(message.path("source").asText(), message);
  }

  /** Asks for the business licence of the firm. */
  JsonNode pull(String caseNo) {
    ObjectNode request = new JsonMapper().createObjectNode().put("id", caseNo + "-pull");
    request
        .putObject("purpose")
        .put("orgName", "紫阳县行政审批服务局")
        .put("orgCode", "11610924MBQQ0001X2")
        .put("username", "窗口经办人")
        .put("itemName", "食品经营许可")
        .put("itemCode", ITEM)
        .put("businessCode", caseNo);
    request.putArray("materials").addObject().put("code", "M02");
    Caller.Answer answer =
        relay
            .http()
            .send(
                relay
                    .http()
                    .to("/api/v1/cases/" + caseNo + "/prerequisites")
                    .header("Authorization", "Bearer " + relay.ground().key(Relay.BUREAU))
                    .header("Content-Type", "application/json")
                    .header("Prefer", "wait=10")
                    .POST(BodyPublishers.ofByteArray(request.toString().getBytes(UTF_8))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("materials").path(0);
  }

  /** The messages of one event of a case. */
  List<StoredMessage> messages(String caseNo, String event) {
    return relay.bean(Journal.class).messages(caseNo).stream()
        .filter(m -> m.event().equals(event))
        .toList();
  }

  /** The only push of a case. */
  JsonNode push(String caseNo) {
    List<StoredMessage> pushed = messages(caseNo, "SUPERVISION_PUSH");
    assertThat(pushed).hasSize(1);
    return read(pushed.get(0).body());
  }

  /** Waits until so many messages of an event have come. */
  void until(String caseNo, String event, int count) {
    await(event + " of " + caseNo)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> messages(caseNo, event).size() == count);
  }

  /** How the case's supervision stands, as the bureau sees it. */
  JsonNode supervision(String caseNo) {
    return relay.get(Relay.BUREAU, "/api/v1/cases/" + caseNo).json().path("supervision");
  }

  static JsonNode read(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

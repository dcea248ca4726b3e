package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.simulator.Misbehaviour;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A name, an ID number and a mobile number go through every way, good and bad; nobody reads them.
 */
@RelayTest
@ExtendWith(OutputCaptureExtension.class)
class PrivacyIT {

  private static final String NAME = "钱喆隐";
  private static final String ID = "610921190001010038";
  private static final String WRONG_ID = "610921190001010039";
  private static final String MOBILE = "10000004321";
  private static final List<String> PLANTED = List.of(NAME, ID, WRONG_ID, MOBILE);

  @Autowired private Relay relay;

  private ObjectNode canonical(String caseNo, String idNumber) {
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    ObjectNode contact = (ObjectNode) message.at("/data/case/party/contact");
    contact.put("name", NAME).put("idNumber", idNumber).put("mobile", MOBILE);
    return message;
  }

  private Caller.Answer window(String sample, String caseNo, String idNumber) {
    String text =
        Messages.dialect(Relay.BUREAU, "cases--" + sample, "inbound.json", caseNo)
            .replace("陈喆", NAME)
            .replaceAll("6109241900010\\d{5}", idNumber)
            .replaceAll("\"contactmobile\": \"\\d+\"", "\"contactmobile\": \"" + MOBILE + "\"")
            .replace("示例文旅服务有限公司", NAME);
    return relay
        .http()
        .post(
            "/in/bureau-platform/cases",
            relay.ground().key(Relay.BUREAU),
            "application/json",
            text.getBytes(UTF_8));
  }

  private static void assertHidden(String where, String text) {
    for (String planted : PLANTED) {
      assertThat(text).as(where).doesNotContain(planted);
    }
  }

  private void refuse(byte[] body, String path, String contentType) {
    Caller.Answer answer =
        relay.http().post(path, relay.ground().key(Relay.BUREAU), contentType, body);
    assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
    assertHidden(path, answer.text());
  }

  private void refusals() {
    String caseNo = relay.newCase();
    String wrong = canonical(caseNo, WRONG_ID).toString();
    String soap =
        Messages.soap("submit-apply", caseNo)
            .replace("乙示例", NAME)
            .replace("610924190001020024", WRONG_ID)
            .replace("10000000001", MOBILE);
    String rest = "/api/v1/messages";
    refuse(wrong.getBytes(UTF_8), rest, "application/json");
    refuse(wrong.substring(0, wrong.length() - 3).getBytes(UTF_8), rest, "application/json");
    refuse(wrong.replace("\"mobile\"", "mobile").getBytes(UTF_8), rest, "application/json");
    refuse(wrong.getBytes(Charset.forName("GBK")), rest, "application/json");
    refuse(wrong.getBytes(UTF_8), rest, "application/x-www-form-urlencoded");
    refuse(wrong.replace("\"name\"", "\"" + NAME + "\"").getBytes(UTF_8), rest, "text/plain");
    refuse(soap.getBytes(UTF_8), "/soap/exchange", "text/xml");
    refuse(soap.replace("</tq:name>", "").getBytes(UTF_8), "/soap/exchange", "text/xml");
    refuse(soap.replace("tq:Submit", "tq:" + NAME).getBytes(UTF_8), "/soap/exchange", "text/xml");
    for (String body : List.of(wrong, wrong.substring(9))) {
      assertThatThrownBy(() -> AmqpCaller.of(relay, Relay.BUREAU).send("in.bureau-platform", body))
          .satisfies(e -> assertHidden("disposition", e.getMessage()));
    }
    assertHidden("dialect", window("hotel-01-apply", caseNo, WRONG_ID).text());
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
  }

  private List<String> accepted() {
    var cases = new ArrayList<String>();
    String good = relay.newCase();
    assertThat(relay.post(Relay.BUREAU, canonical(good, ID)).status()).isEqualTo(202);
    ObjectNode conflict = canonical(good, ID);
    ((ObjectNode) conflict.at("/data/case")).put("projectName", NAME);
    assertHidden("conflict", relay.post(Relay.BUREAU, conflict).text());
    cases.add(good);

    String person = relay.newCase();
    window("hotel-01-apply", person, ID);
    window("hotel-02-receive", person, ID);
    relay.until(person, "mps-population", State.DELIVERED);
    cases.add(person);

    String untranslatable = relay.newCase();
    window("health-01-apply", untranslatable, ID);
    window("health-02-receive", untranslatable, ID);
    relay.until(untranslatable, "prov-yctb", State.PARKED);
    cases.add(untranslatable);
    return cases;
  }

  private List<String> troubled() {
    var cases = new ArrayList<String>();
    for (Misbehaviour.Kind kind : Misbehaviour.Kind.values()) {
      if (kind != Misbehaviour.Kind.DELAY && kind != Misbehaviour.Kind.SAMPLE) {
        relay.ministries().misbehave("mps-population", Misbehaviour.of(kind));
        String caseNo = relay.newCase();
        window("hotel-01-apply", caseNo, ID);
        window("hotel-02-receive", caseNo, ID);
        State end = kind == Misbehaviour.Kind.BUSINESS ? State.PARKED : State.DELIVERED;
        if (kind != Misbehaviour.Kind.REFUSE_TOKEN && kind != Misbehaviour.Kind.SKEW) {
          relay.until(caseNo, "mps-population", end);
        }
        relay.ministries().behave("mps-population");
        cases.add(caseNo);
      }
    }
    return cases;
  }

  @Test
  void personalData_onEveryWay_isInNoLogAndNoAnswer(CapturedOutput log) {
    refusals();
    var cases = new ArrayList<String>(accepted());
    cases.addAll(troubled());
    for (String caseNo : cases) {
      Caller.Answer view = relay.get(Relay.BUREAU, "/api/v1/cases/" + caseNo);
      assertThat(view.status()).isEqualTo(200);
      assertHidden("case", view.text());
      for (StoredMessage message : relay.bean(Journal.class).messages(caseNo)) {
        JsonNode told = relay.get(Relay.BUREAU, "/api/v1/messages/" + message.id()).json();
        assertThat(told.path("messageId").asText()).isEqualTo(message.id());
        assertHidden("message", told.toString());
      }
    }
    assertThat(log.getAll()).as("the log was listened to").contains("PARKED");
    assertHidden("log", log.getAll());
  }
}

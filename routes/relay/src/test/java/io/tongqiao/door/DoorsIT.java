package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Bad input at the REST door: each is refused by name and fix, leaves nothing, and hinders nobody.
 */
@RelayTest
class DoorsIT {

  private static final String MESSAGES = "/api/v1/messages";
  private static final String JSON = "application/json";

  @Autowired private Relay relay;

  private Answer raw(byte[] body) {
    return relay.http().post(MESSAGES, relay.ground().key(Relay.BUREAU), JSON, body);
  }

  private ObjectNode apply(String caseNo, Consumer<ObjectNode> change) {
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    change.accept(message);
    return message;
  }

  private void assertNothingLeft(String caseNo) {
    Journal journal = relay.bean(Journal.class);
    assertThat(journal.messages(caseNo)).isEmpty();
    CaseJournal cases = relay.bean(CaseJournal.class);
    assertThat(cases.threads(caseNo)).isEmpty();
    assertThat(cases.head(caseNo)).isEmpty();
  }

  private void assertGoesOn(String caseNo) {
    Answer good = relay.post(Relay.BUREAU, apply(caseNo, m -> {}));
    assertThat(good.status()).as(good.text()).isEqualTo(202);
    relay.untilQuiet(caseNo);
  }

  @Test
  void good_message_getsAReceiptAndIsInTheJournal() {
    String caseNo = relay.newCase();
    Answer answer = relay.post(Relay.BUREAU, apply(caseNo, m -> {}));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.contentType()).startsWith(JSON);
    assertThat(answer.json().path("outcome").asText()).isEqualTo("ACCEPTED");
    assertThat(answer.json().path("receiptNo").asText()).startsWith("TQ-");
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{\"specversion\": \"1.0\"",
        "not json",
        "[]",
        "\"text\"",
        "#{\"id\": 1, \"id\": 2}#",
        "##"
      })
  void malformed_json_isRefused(String body) {
    Answer answer = raw(body.getBytes(UTF_8));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("type").asText()).isEqualTo("urn:tongqiao:problem:malformed");
    assertThat(answer.json().path("errors").path(0).path("fix").asText()).isNotBlank();
    assertGoesOn(relay.newCase());
  }

  @Test
  void bytes_thatAreNotUtf8_areRefusedAsWrongEncoding() {
    String caseNo = relay.newCase();
    byte[] gbk =
        apply(caseNo, m -> {}).toString().getBytes(java.nio.charset.Charset.forName("GBK"));
    Refused.by(raw(gbk), 400, "encoding", "");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @ParameterizedTest
  @CsvSource({
    "/data/case/item/implCode, 11610924MBQQ0001X24619999001000, 422, unknown-item",
    "/target, no-such-system, 422, unknown-system",
    "/data/case/party/idNumber, 91610924MAQQ00017G, 422, invalid",
    "/data/case/party/idNumber, 91610924maqq00016g, 422, invalid",
    "/data/case/party/legalRep/idNumber, 610924190001010011, 422, invalid",
    "/data/case/regionCode, 99, 422, invalid",
    "/data/case/applyTime, 2026-02-30T09:00:00+08:00, 422, invalid",
    "/type, io.tongqiao.case.eat, 422, invalid",
    "/specversion, 0.3, 422, invalid",
  })
  void wrong_value_isRefusedByFieldAndFix(String field, String value, int status, String kind) {
    String caseNo = relay.newCase();
    Answer answer = relay.post(Relay.BUREAU, apply(caseNo, m -> put(m, field, value)));
    Refused.by(answer, status, kind, field);
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  private static void put(ObjectNode message, String pointer, String value) {
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) message.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);
  }

  @ParameterizedTest
  @CsvSource({
    "/id",
    "/source",
    "/type",
    "/subject",
    "/data",
    "/data/case/party/name",
    "/data/case/caseNo"
  })
  void missing_field_isRefusedByName(String field) {
    String caseNo = relay.newCase();
    int slash = field.lastIndexOf('/');
    Answer answer =
        relay.post(
            Relay.BUREAU,
            apply(
                caseNo,
                m ->
                    ((ObjectNode) m.at(field.substring(0, slash)))
                        .remove(field.substring(slash + 1))));
    Refused.by(answer, 422, "invalid", field);
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void illegal_jump_namesStateAndAllowedEvents() {
    String caseNo = relay.newCase();
    assertGoesOn(caseNo);
    Answer answer = relay.post(Relay.BUREAU, Messages.canonical("permit/11-approved", caseNo));
    Refused.by(answer, 409, "illegal-state", "/type");
    assertThat(answer.json().path("state").asText()).isEqualTo("APPLIED");
    assertThat(answer.json().path("allowed"))
        .extracting(JsonNode::asText)
        .contains("io.tongqiao.case.receive", "io.tongqiao.case.withdraw");
    assertThat(answer.json().path("instance").asText()).isEqualTo(caseNo);
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(1);
    assertThat(relay.post(Relay.BUREAU, Messages.canonical("permit/02-receive", caseNo)).status())
        .isEqualTo(202);
  }

  @Test
  void event_ofACaseNobodyKnows_isRefused() {
    String caseNo = relay.newCase();
    Answer answer = relay.post(Relay.BUREAU, Messages.canonical("permit/02-receive", caseNo));
    assertThat(answer.status()).as(answer.text()).isIn(409, 422);
    assertThat(answer.json().path("errors").path(0).path("fix").asText()).isNotBlank();
    assertNothingLeft(caseNo);
  }

  @Test
  void message_inAnotherSystemsName_isForbidden() {
    String caseNo = relay.newCase();
    Refused.by(relay.post("prov-yctb", apply(caseNo, m -> {})), 403, "forbidden", "/source");
    assertNothingLeft(caseNo);
  }
}

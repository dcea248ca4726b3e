package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.net.http.HttpRequest;
import java.util.Base64;
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

  private static ObjectNode party(ObjectNode message) {
    return (ObjectNode) message.at("/data/case/party");
  }

  private static void assertRefused(Answer answer, int status, String kind, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("type").asText()).isEqualTo("urn:tongqiao:problem:" + kind);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("errors"))
        .as(answer.text())
        .anySatisfy(
            error -> {
              assertThat(error.path("field").asText()).isEqualTo(field);
              assertThat(error.path("message").asText()).isNotBlank();
              assertThat(error.path("fix").asText()).isNotBlank();
            });
  }

  private void assertNothingLeft(String caseNo) {
    Journal journal = relay.bean(Journal.class);
    assertThat(journal.messages(caseNo)).isEmpty();
    assertThat(journal.threads(caseNo)).isEmpty();
    assertThat(journal.head(caseNo)).isEmpty();
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
    assertRefused(raw(gbk), 400, "encoding", "");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void message_overTheLimit_isRefusedBeforeItIsRead() {
    String caseNo = relay.newCase();
    ObjectNode message = apply(caseNo, m -> party(m).put("address", "长".repeat(400_000)));
    assertRefused(relay.post(Relay.BUREAU, message), 413, "too-large", "");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void message_overTheLimitInChunks_isRefused() {
    byte[] body = new byte[2 << 20];
    HttpRequest.Builder request =
        relay
            .http()
            .to(MESSAGES)
            .header("Authorization", "Bearer " + relay.ground().key(Relay.BUREAU))
            .header("Content-Type", JSON)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(body)));
    assertRefused(relay.http().send(request), 413, "too-large", "");
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
    assertRefused(answer, status, kind, field);
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
    assertRefused(answer, 422, "invalid", field);
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void illegal_jump_namesStateAndAllowedEvents() {
    String caseNo = relay.newCase();
    assertGoesOn(caseNo);
    Answer answer = relay.post(Relay.BUREAU, Messages.canonical("permit/11-approved", caseNo));
    assertRefused(answer, 409, "illegal-state", "/type");
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

  @ParameterizedTest
  @CsvSource({
    "''",
    "Bearer wrong",
    "Bearer",
    "Basic !!!",
    "Basic YnVyZWF1LXBsYXRmb3JtOndyb25n",
    "Digest x"
  })
  void wrong_key_getsStatus401AndNothingElse(String authorization) {
    String caseNo = relay.newCase();
    HttpRequest.Builder request =
        relay
            .http()
            .to(MESSAGES)
            .header("Content-Type", JSON)
            .POST(HttpRequest.BodyPublishers.ofString(apply(caseNo, m -> {}).toString()));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    Answer answer = relay.http().send(request);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
    assertNothingLeft(caseNo);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/messages",
    "POST, /in/prov-yctb/callback",
    "POST, /in/no-such-system/x",
    "POST, /soap/exchange",
    "GET, /soap/exchange?wsdl",
    "GET, /api/v1/cases/1",
    "GET, /nowhere",
    "GET, /actuator/env"
  })
  void no_key_atAnyAddress_gets401AndNothingElse(String method, String path) {
    Answer answer =
        relay
            .http()
            .send(relay.http().to(path).method(method, HttpRequest.BodyPublishers.ofString("x")));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void basic_withSystemAndKey_isLetIn() {
    String pair = Relay.BUREAU + ":" + relay.ground().key(Relay.BUREAU);
    String caseNo = relay.newCase();
    Answer answer =
        relay
            .http()
            .send(
                relay
                    .http()
                    .to(MESSAGES)
                    .header("Content-Type", JSON)
                    .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(ISO_8859_1)))
                    .POST(HttpRequest.BodyPublishers.ofString(apply(caseNo, m -> {}).toString())));
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void basic_withAnotherSystemsName_isNotLetIn() {
    String pair = "prov-yctb:" + relay.ground().key(Relay.BUREAU);
    Answer answer =
        relay
            .http()
            .send(
                relay
                    .http()
                    .to("/api/v1/cases/1")
                    .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(ISO_8859_1)))
                    .GET());
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void message_inAnotherSystemsName_isForbidden() {
    String caseNo = relay.newCase();
    assertRefused(relay.post("prov-yctb", apply(caseNo, m -> {})), 403, "forbidden", "/source");
    assertNothingLeft(caseNo);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x"
  })
  void contentType_thatIsNotJson_isRefused(String contentType) {
    String caseNo = relay.newCase();
    Answer answer =
        relay
            .http()
            .post(
                MESSAGES,
                relay.ground().key(Relay.BUREAU),
                contentType,
                apply(caseNo, m -> {}).toString().getBytes(UTF_8));
    assertRefused(answer, 415, "unsupported-media", "Content-Type");
    assertNothingLeft(caseNo);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/v1/messages",
    "DELETE, /api/v1/messages",
    "POST, /api/v1/cases/1",
    "GET, /in/prov-yctb/callback"
  })
  void method_thatADoorLacks_isRefused(String method, String path) {
    Answer answer =
        relay
            .http()
            .send(
                relay
                    .http()
                    .to(path)
                    .header(
                        "Authorization",
                        "Bearer "
                            + relay
                                .ground()
                                .key(path.contains("yctb") ? "prov-yctb" : Relay.BUREAU))
                    .header("Content-Type", JSON)
                    .method(method, HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(405);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("urn:tongqiao:problem:method");
  }

  @Test
  void address_thatIsNone_isNotFound() {
    Answer answer = relay.get(Relay.BUREAU, "/api/v1/nothing");
    assertThat(answer.status()).isIn(403, 404);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }
}

package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that HTTP itself has an answer for. */
@RelayTest
class RequestsIT {

  private static final String MESSAGES = "/api/v1/messages";
  private static final String JSON = "application/json";

  @Autowired private Relay relay;

  @Test
  void message_overTheLimit_isRefusedBeforeItIsRead() {
    String caseNo = relay.newCase();
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    ((ObjectNode) message.at("/data/case/party")).put("address", "长".repeat(400_000));
    Refused.by(relay.post(Relay.BUREAU, message), 413, "too-large", "");
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
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
    Refused.by(relay.http().send(request), 413, "too-large", "");
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
                Messages.canonical("permit/01-apply", caseNo).toString().getBytes(UTF_8));
    Refused.by(answer, 415, "unsupported-media", "Content-Type");
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
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

package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.net.http.HttpRequest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Without its key nobody gets more than 401, and nobody learns which addresses exist. */
@RelayTest
class KeysIT {

  private static final String MESSAGES = "/api/v1/messages";
  private static final String JSON = "application/json";

  @Autowired private Relay relay;

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
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Messages.canonical("permit/01-apply", caseNo).toString()));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    Answer answer = relay.http().send(request);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
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
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            Messages.canonical("permit/01-apply", caseNo).toString())));
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
}

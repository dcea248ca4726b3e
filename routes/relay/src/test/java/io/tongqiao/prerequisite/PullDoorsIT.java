package io.tongqiao.prerequisite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.AmqpCaller;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests for documents over SOAP and over a queue. */
@RelayTest
class PullDoorsIT {

  private static final String EXAMPLE_CASE = "610924202603020011";

  @Autowired private Relay relay;
  private Window window;

  @BeforeEach
  void window() {
    window = new Window(relay);
  }

  private Caller.Answer soap(String body) {
    return relay
        .http()
        .post(
            "/soap/exchange",
            relay.ground().key(Relay.BUREAU),
            "text/xml; charset=UTF-8",
            body.getBytes(UTF_8));
  }

  private static String example(String caseNo) {
    return Messages.soap("pull-prerequisites", caseNo).replace(EXAMPLE_CASE, caseNo);
  }

  @Test
  void soap_answersWithWhatWasFound() {
    String caseNo = window.newCase();

    Caller.Answer answer = soap(example(caseNo).replaceAll("<tq:certNo>[^<]*</tq:certNo>", ""));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .contains("PullPrerequisitesResponse")
        .contains("<materials><code>M02</code>")
        .contains("<outcome>FOUND</outcome>");
  }

  @Test
  void soap_requestNotInOrder_isAFaultWithFieldAndFix() {
    String caseNo = window.newCase();

    Caller.Answer answer = soap(example(caseNo).replaceAll("<tq:username>[^<]*</tq:username>", ""));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("Client").contains("/purpose/username").contains("<fix>");
  }

  @Test
  void queue_request_isAcceptedAndAllResultsComeAsMessages() throws Exception {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M02").put("recheck", false);
    request.withArray("materials").addObject().put("code", "M06");

    AmqpCaller.of(relay, Relay.BUREAU).send("prerequisites." + Relay.BUREAU, request.toString());

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                relay.bean(Journal.class).messages(caseNo).stream()
                        .filter(m -> m.event().equals("PREREQUISITE_RESULT"))
                        .count()
                    == 2);
  }

  @Test
  void queue_requestNotInOrder_isRejectedWithFieldAndFix() {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M02");
    request.withObject("/purpose").remove("orgName");

    assertThatThrownBy(
            () ->
                AmqpCaller.of(relay, Relay.BUREAU)
                    .send("prerequisites." + Relay.BUREAU, request.toString()))
        .hasMessageContaining("/purpose/orgName");
  }

  @Test
  void queue_ofAnotherSystem_isNotAllowed() {
    String caseNo = window.newCase();
    String request = Window.request(caseNo, Window.HYGIENE, "M02").toString();

    assertThatThrownBy(
        () -> AmqpCaller.of(relay, "city-power").send("prerequisites." + Relay.BUREAU, request));
  }
}

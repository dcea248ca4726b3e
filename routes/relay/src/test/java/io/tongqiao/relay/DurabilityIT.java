package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.simulator.Simulator;
import jakarta.jms.JMSException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.jms.provider.exceptions.ProviderDeliveryModifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While the relay could not keep what it takes, it takes nothing and says so on every protocol;
 * what it has taken goes on.
 */
class DurabilityIT {

  private static final String PROVINCE = "prov-yctb";

  @TempDir private Path directory;
  private Ground ground;
  private Simulator ministries;

  @BeforeEach
  void open() {
    ground = Ground.in(directory);
    ministries = ground.ministries();
  }

  @AfterEach
  void close() throws Exception {
    ministries.close();
  }

  @Test
  void doors_whileTheDiskIsFull_sayNotNowAndDeliveriesGoOn() {
    String taken;
    try (Relay before = Relay.start(ground, ministries, 870_000)) {
      before.pause(PROVINCE);
      taken = before.caseFor(PROVINCE);
    }
    ObjectNode message = Messages.bureau("power-01-apply", "61092420260401879999");
    Map<String, Object> noRoom = Map.of("tongqiao.min-free", "1000000GB");
    try (Relay full = Relay.start(ground, ministries, 875_000, noRoom)) {
      await().until(() -> full.bean(Durability.class).refusal().isPresent());
      assertNotNow(full.post(Relay.BUREAU, message));
      assertEveryDoorSaysNotNow(full);
      assertThat(full.deliveries(taken, PROVINCE))
          .extracting(StoredDelivery::state)
          .containsExactly(State.READY);
      full.resume(PROVINCE);
      assertThat(full.until(taken, PROVINCE, State.DELIVERED).attempts()).isEqualTo(1);
      assertThat(full.done(PROVINCE, taken)).hasSize(1);
      assertNotNow(full.post(Relay.BUREAU, message));
      assertThat(full.bean(Journal.class).messages(message.path("subject").asText())).isEmpty();
    }
    try (Relay roomy = Relay.start(ground, ministries, 878_000)) {
      assertThat(roomy.post(Relay.BUREAU, message).status()).isEqualTo(202);
    }
  }

  private static void assertNotNow(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).get().asString().matches("[1-9]\\d*");
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("urn:tongqiao:problem:unavailable");
    assertThat(answer.json().path("detail").asText()).contains("磁盘", "未受理", "重发");
  }

  private static void assertEveryDoorSaysNotNow(Relay relay) {
    String caseNo = relay.newCase();
    String soap = Messages.soap("submit-apply", caseNo);
    Answer fault =
        relay
            .http()
            .post(
                "/soap/exchange",
                relay.ground().key(Relay.BUREAU),
                "text/xml; charset=UTF-8",
                soap.getBytes(UTF_8));
    assertThat(fault.status()).as(fault.text()).isEqualTo(503);
    assertThat(fault.text())
        .containsPattern("<faultcode[^>]*>\\w+:Server</faultcode>")
        .contains("urn:tongqiao:problem:unavailable");

    String callback = Messages.dialect(PROVINCE, "callback--1-accept", "inbound.xml", caseNo);
    assertNotNow(
        relay
            .http()
            .post(
                "/in/prov-yctb/callback",
                relay.ground().key(PROVINCE),
                "text/xml",
                callback.getBytes(Charset.forName("GB2312"))));

    String apply = Messages.canonical("permit/01-apply", caseNo).toString();
    assertThatThrownBy(() -> AmqpCaller.of(relay, Relay.BUREAU).send("in.bureau-platform", apply))
        .as("the disposition is modified, so the client may send it again")
        .isInstanceOf(JMSException.class)
        .hasCauseInstanceOf(ProviderDeliveryModifiedException.class);
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
  }
}

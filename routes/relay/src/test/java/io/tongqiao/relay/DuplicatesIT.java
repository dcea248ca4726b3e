package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.simulator.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same message again gets the receipt of then, at every door; the ministries hear it once. */
@RelayTest
class DuplicatesIT {

  @Autowired private Relay relay;

  private long audits(String messageId) {
    return relay
        .bean(JdbcClient.class)
        .sql("select count(*) from audit where act = 'message.conflict' and object = ?")
        .param(messageId)
        .query(Long.class)
        .single();
  }

  private void assertOne(String caseNo) {
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(1);
  }

  @Test
  void message_sentTwiceOverRest_getsTheOriginalReceipt() {
    String caseNo = relay.newCase();
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    Answer first = relay.post(Relay.BUREAU, message);
    ObjectNode relaid = message.deepCopy();
    relaid.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    Answer second = relay.post(Relay.BUREAU, relaid);
    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertOne(caseNo);
  }

  @Test
  void message_sentTwiceOverSoap_getsTheOriginalReceipt() {
    String caseNo = relay.newCase();
    byte[] call = Messages.soap("submit-apply", caseNo).getBytes(UTF_8);
    String key = relay.ground().key(Relay.BUREAU);
    Answer first = relay.http().post("/soap/exchange", key, "text/xml", call);
    Answer second = relay.http().post("/soap/exchange", key, "text/xml", call);
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.text()).isEqualTo(first.text()).contains("receiptNo");
    assertOne(caseNo);
  }

  @Test
  void message_sentTwiceInOwnDialect_getsTheOriginalReceipt() {
    String caseNo = relay.newCase();
    String first = relay.tell(Relay.BUREAU, "cases--hotel-01-apply", caseNo).body();
    assertThat(relay.tell(Relay.BUREAU, "cases--hotel-01-apply", caseNo).body()).isEqualTo(first);
    assertOne(caseNo);
  }

  @Test
  void message_sentTwiceOverAmqp_isAcceptedTwiceAndKeptOnce() throws Exception {
    String caseNo = relay.newCase();
    AmqpCaller bureau = AmqpCaller.of(relay, Relay.BUREAU);
    String message = Messages.canonical("permit/01-apply", caseNo).toString();
    bureau.send("in.bureau-platform", message);
    bureau.send("in.bureau-platform", message);
    assertOne(caseNo);
  }

  @Test
  void message_sentAgainAtAnotherDoor_isTheSameMessage() throws Exception {
    String caseNo = relay.newCase();
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    Answer first = relay.post(Relay.BUREAU, message);
    AmqpCaller.of(relay, Relay.BUREAU).send("in.bureau-platform", message.toString());
    Answer overSoap =
        relay
            .http()
            .post(
                "/soap/exchange",
                relay.ground().key(Relay.BUREAU),
                "text/xml",
                Messages.soap("submit-apply", caseNo).getBytes(UTF_8));
    assertThat(overSoap.text()).contains(first.json().path("messageId").asText());
    assertOne(caseNo);
  }

  @Test
  void sameId_withOtherContent_isAConflictAndIsAudited() throws Exception {
    String caseNo = relay.newCase();
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    String messageId = relay.post(Relay.BUREAU, message).json().path("messageId").asText();
    ((ObjectNode) message.at("/data/case")).put("projectName", "另一个项目");
    Answer conflict = relay.post(Relay.BUREAU, message);
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.json().path("type").asText()).isEqualTo("urn:tongqiao:problem:conflict");
    assertThat(conflict.json().path("errors").path(0).path("field").asText()).isEqualTo("/id");
    assertThat(audits(messageId)).isEqualTo(1);
    assertThatThrownBy(
            () -> AmqpCaller.of(relay, Relay.BUREAU).send("in.bureau-platform", message.toString()))
        .hasMessageContaining("urn:tongqiao:problem:conflict");
    assertThat(audits(messageId)).isEqualTo(2);
    assertOne(caseNo);
    assertThat(relay.bean(Journal.class).messages(caseNo).get(0).body()).doesNotContain("另一个项目");
  }

  @Test
  void message_sentByEightThreadsAtOnce_isOneMessageWithOneReceipt() throws Exception {
    String caseNo = relay.newCase();
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    List<Answer> answers = atOnce(8, () -> relay.post(Relay.BUREAU, message));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(202).containsOnly(200, 202);
    assertThat(answers).extracting(Answer::json).containsOnly(answers.get(0).json());
    assertOne(caseNo);
  }

  private static <T> List<T> atOnce(int times, Callable<T> act) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      var results = new ArrayList<T>();
      var tasks = new ArrayList<Callable<T>>();
      for (int i = 0; i < times; i++) {
        tasks.add(act);
      }
      for (Future<T> one : threads.invokeAll(tasks)) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void case_sentTwiceByTheWindow_isDeliveredOnce() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "hotel-01-apply", "hotel-02-receive", "hotel-02-receive");
    relay.until(caseNo, "mps-population", State.DELIVERED);
    relay.untilQuiet(caseNo);
    assertThat(relay.received("mps-population", caseNo)).hasSize(1);
  }

  @Test
  void messages_ofManyCasesAtOnce_reachTheTargetInTheOrderOfTheirCase() throws Exception {
    List<String> cases =
        List.of(relay.newCase(), relay.newCase(), relay.newCase(), relay.newCase());
    ExecutorService windows = Executors.newFixedThreadPool(cases.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (String caseNo : cases) {
        running.add(windows.submit(() -> life(caseNo)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      windows.shutdownNow();
    }
    for (String caseNo : cases) {
      relay.untilQuiet(caseNo);
      assertThat(relay.done("prov-socialorg", caseNo))
          .extracting(LedgerEntry::operation)
          .startsWith("application", "pre-accept", "supply", "supply-accept");
    }
  }

  private void life(String caseNo) {
    relay.bureau(
        caseNo,
        "socialorg-01-apply",
        "socialorg-02-receive",
        "event-correction-start",
        "event-correction-end");
  }
}

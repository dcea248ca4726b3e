package io.tongqiao.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.AmqpCaller;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import jakarta.jms.JMSException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The queue doors over AMQP 1.0: accepted means journalled, rejected names field and fix. */
@RelayTest
class QueueDoorIT {

  private static final String IN = "in.bureau-platform";

  @Autowired private Relay relay;

  private AmqpCaller bureau() {
    return AmqpCaller.of(relay, Relay.BUREAU);
  }

  private void assertRejected(byte[] body, String kind, String... words) {
    assertThatThrownBy(() -> bureau().send(IN, body))
        .isInstanceOf(JMSException.class)
        .hasMessageContaining("urn:tongqiao:problem:" + kind)
        .satisfies(e -> assertThat(List.of(words)).allMatch(e.getMessage()::contains));
  }

  private void assertNothingLeft(String caseNo) {
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
    assertThat(relay.bean(CaseJournal.class).head(caseNo)).isEmpty();
  }

  private void assertGoesOn(String caseNo) throws JMSException {
    bureau().send(IN, Messages.canonical("permit/01-apply", caseNo).toString());
    assertThat(relay.bean(Journal.class).messages(caseNo))
        .singleElement()
        .satisfies(m -> assertThat(m.door()).isEqualTo("queue"));
  }

  @Test
  void good_message_isInTheJournalWhenTheBrokerHasAccepted() throws JMSException {
    assertGoesOn(relay.newCase());
  }

  @Test
  void good_messageInOwnDialect_isInTheJournal() throws JMSException {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "power-01-apply", "power-02-receive");
    String text = Messages.dialect("prov-socialorg", "queue--1-accept", "inbound.json", caseNo);
    AmqpCaller.of(relay, "prov-socialorg").send("in.prov-socialorg", text);
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"specversion\"", "[]", "not json"})
  void malformed_json_isRejected(String body) throws JMSException {
    assertRejected(body.getBytes(UTF_8), "malformed", "->");
    assertGoesOn(relay.newCase());
  }

  @Test
  void bytes_thatAreNotUtf8_areRejected() throws JMSException {
    String caseNo = relay.newCase();
    String text = Messages.canonical("permit/01-apply", caseNo).toString();
    assertRejected(text.getBytes(Charset.forName("GBK")), "encoding", "UTF-8");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void message_overTheLimit_isRejected() throws JMSException {
    String caseNo = relay.newCase();
    ObjectNode message = Messages.canonical("permit/01-apply", caseNo);
    ((ObjectNode) message.at("/data/case/party")).put("address", "长".repeat(400_000));
    assertRejected(message.toString().getBytes(UTF_8), "too-large");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @ParameterizedTest
  @CsvSource({
    "11610924MBQQ0001X24610117001000, 11610924MBQQ0001X24619999001000, unknown-item, /data/case/item/implCode",
    "91610924MAQQ00016G, 91610924MAQQ00017G, invalid, /data/case/party/idNumber",
    "bureau-platform, prov-yctb, forbidden, /source",
    "io.tongqiao.case.apply, io.tongqiao.case.receive, illegal-state, DRAFT",
    "\"subject\", \"object\", invalid, /subject"
  })
  void wrong_value_isRejectedByFieldAndFix(
      String part, String replacement, String kind, String word) throws JMSException {
    String caseNo = relay.newCase();
    String text =
        Messages.canonical("permit/01-apply", caseNo).toString().replace(part, replacement);
    assertRejected(text.getBytes(UTF_8), kind, word, "->");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void ownDialect_thatIsUnreadable_isRejected() {
    AmqpCaller ministry = AmqpCaller.of(relay, "prov-socialorg");
    assertThatThrownBy(() -> ministry.send("in.prov-socialorg", "{\"MSGTYPE\": \"77\"}"))
        .hasMessageContainingAll("urn:tongqiao:problem:", "77");
  }

  @ParameterizedTest
  @CsvSource({"bureau-platform, wrong", "'', ''", "nobody, x"})
  void wrong_key_isNotLetIn(String user, String password) {
    String url = relay.ground().broker().toString();
    String name = user.isEmpty() ? null : user;
    assertThatThrownBy(() -> new AmqpCaller(url, name, password).send(IN, "{}"))
        .isInstanceOf(JMSException.class)
        .hasMessageNotContaining("urn:tongqiao");
  }

  @Test
  void key_ofAnotherSystem_isNotLetIn() {
    String url = relay.ground().broker().toString();
    var mixed = new AmqpCaller(url, Relay.BUREAU, relay.ground().key("prov-yctb"));
    assertThatThrownBy(() -> mixed.send(IN, "{}")).isInstanceOf(JMSException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "in.prov-yctb",
    "out.bureau-platform",
    "out.prov-yctb",
    "to.prov-socialorg",
    "dead",
    "in.nobody"
  })
  void queue_ofAnother_isClosed(String queue) {
    assertThatThrownBy(() -> bureau().send(queue, "{}")).isInstanceOf(JMSException.class);
  }
}

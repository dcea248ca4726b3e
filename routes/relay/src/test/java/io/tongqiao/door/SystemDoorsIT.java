package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.CaseJournal.CaseThread;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.schema.CaseState;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Bad input at the systems' own doors, answered in the system's own words. */
@RelayTest
class SystemDoorsIT {

  private static final Charset GB2312 = Charset.forName("GB2312");
  private static final String XML = "text/xml; charset=GB2312";
  private static final String YCTB = "prov-yctb";

  @Autowired private Relay relay;

  private Answer callback(byte[] body) {
    return relay.http().post("/in/prov-yctb/callback", relay.ground().key(YCTB), XML, body);
  }

  private static String accept(String caseNo) {
    return Messages.dialect(YCTB, "callback--1-accept", "inbound.xml", caseNo);
  }

  private static void assertRefused(Answer answer, String... words) {
    assertThat(answer.status()).isEqualTo(200);
    String text = new String(answer.body(), GB2312);
    assertThat(text).contains("<STATUS>300</STATUS>").contains(words);
  }

  private String receivedCase() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "health-01-apply", "health-02-receive");
    return caseNo;
  }

  private void assertUnmoved(String caseNo, int messages) {
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(messages);
  }

  @Test
  void malformed_xml_isRefusedInTheSystemsWords() {
    String caseNo = relay.newCase();
    assertRefused(callback(accept(caseNo).replace("</RECORD>", "").getBytes(GB2312)), "XML");
    assertUnmoved(caseNo, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE RECORD SYSTEM \"http://127.0.0.1:1/x.dtd\">",
        "<!DOCTYPE RECORD [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE RECORD [<!ENTITY x \"y\">]>"
      })
  void document_withDoctype_isRefusedAndNothingIsFetched(String doctype) {
    String caseNo = relay.newCase();
    String text =
        accept(caseNo)
            .replace("<RECORD>", doctype + "<RECORD>")
            .replace("周示例", doctype.contains("ENTITY") ? "&x;" : "周示例");
    assertRefused(callback(text.getBytes(GB2312)), "DOCTYPE");
    assertUnmoved(caseNo, 0);
  }

  @Test
  void bytes_thatAreNotOfTheDeclaredCharset_areRefused() {
    String caseNo = relay.newCase();
    assertRefused(callback(accept(caseNo).getBytes(UTF_8)), "GB2312");
    assertUnmoved(caseNo, 0);
  }

  @Test
  void unknown_value_isRefusedByName() {
    String caseNo = relay.newCase();
    String text = accept(caseNo).replace("<ACCEPT_RESULT>受理<", "<ACCEPT_RESULT>想想<");
    assertRefused(callback(text.getBytes(GB2312)), "想想");
    assertUnmoved(caseNo, 0);
  }

  @Test
  void illegal_jump_isRefusedWithTheState() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "hotel-01-apply");
    String text = Messages.dialect(YCTB, "callback--3-approved", "inbound.xml", caseNo);
    assertRefused(callback(text.getBytes(GB2312)), "已申请", "APPLIED");
    assertUnmoved(caseNo, 1);
    assertThat(relay.bean(CaseJournal.class).threads(caseNo))
        .containsExactly(new CaseThread(CaseFile.CASE_THREAD, CaseState.APPLIED));
  }

  @Test
  void case_nobodyKnows_isRefused() {
    String caseNo = relay.newCase();
    assertRefused(callback(accept(caseNo).getBytes(GB2312)), caseNo);
    assertUnmoved(caseNo, 0);
    assertThat(relay.bean(CaseJournal.class).head(caseNo)).isEmpty();
  }

  @Test
  void message_overTheLimit_isRefused() {
    Answer answer = callback(new byte[2 << 20]);
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void key_ofAnotherSystem_isForbidden() {
    Answer answer =
        relay
            .http()
            .post(
                "/in/prov-yctb/callback",
                relay.ground().key("city-power"),
                XML,
                accept(relay.newCase()).getBytes(GB2312));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("type").asText()).endsWith("forbidden");
  }

  @ParameterizedTest
  @CsvSource({"/in/unknown", "/in/unknown/callback", "/in/prov-yctb/nowhere", "/in/prov-yctb"})
  void door_thatIsNone_isNotFound(String path) {
    Answer answer = relay.http().post(path, relay.ground().key(YCTB), XML, new byte[0]);
    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    assertThat(answer.json().path("type").asText()).endsWith("not-found");
  }

  @Test
  void key_whereTheFolderSaysItIsShown_isEnough() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "power-01-apply");
    String body = Messages.dialect("city-power", "progress--1-accept", "inbound.json", caseNo);
    var request =
        relay
            .http()
            .to("/in/city-power/progress")
            .header("X-Api-Key", relay.ground().key("city-power"))
            .header("Content-Type", "application/json")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
    Answer answer = relay.http().send(request);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("code").asText()).as(answer.text()).isEqualTo("200");
  }

  @Test
  void door_afterAllThat_takesAGoodMessage() {
    String caseNo = receivedCase();
    relay.untilQuiet(caseNo);
    assertThat(relay.bean(Journal.class).messages(caseNo)).isNotEmpty();
  }
}

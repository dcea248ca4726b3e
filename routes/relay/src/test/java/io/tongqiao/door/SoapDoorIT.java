package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The SOAP door: bad input is a fault of SOAP 1.1 whose detail is a Problem with field and fix. */
@RelayTest
class SoapDoorIT {

  private static final String XML = "text/xml; charset=UTF-8";

  @Autowired private Relay relay;

  private Answer submit(byte[] body) {
    return relay.http().post("/soap/exchange", relay.ground().key(Relay.BUREAU), XML, body);
  }

  private Answer submit(String body) {
    return submit(body.getBytes(UTF_8));
  }

  private static void assertFault(Answer answer, String kind, String... words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(500);
    assertThat(answer.contentType()).startsWith("text/xml");
    assertThat(answer.text())
        .containsPattern("<faultcode[^>]*>\\w+:Client</faultcode>")
        .containsPattern("<(\\w+:)?Problem[ >]")
        .contains("urn:tongqiao:problem:" + kind)
        .containsPattern("fix>[^<]+</");
    for (String word : words) {
      assertThat(answer.text()).contains(word);
    }
  }

  private void assertNothingLeft(String caseNo) {
    assertThat(relay.bean(Journal.class).messages(caseNo)).isEmpty();
    assertThat(relay.bean(CaseJournal.class).head(caseNo)).isEmpty();
  }

  private void assertGoesOn(String caseNo) {
    Answer answer = submit(Messages.soap("submit-apply", caseNo));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .contains("SubmitResponse", "urn:tongqiao:exchange:1")
        .containsPattern("receiptNo>TQ-[0-9A-F]{12}<");
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(1);
  }

  @Test
  void good_call_getsAReceipt() {
    assertGoesOn(relay.newCase());
  }

  @Test
  void message_withTwoMaterials_isAccepted() {
    String caseNo = relay.newCase();
    String material =
        "<tq:materials><tq:name>申请表</tq:name><tq:required>CORE</tq:required></tq:materials>";
    String text =
        Messages.soap("submit-apply", caseNo)
            .replaceAll("(?s)<tq:materials>.*</tq:materials>", "")
            .replace("</tq:data>", material + material + "</tq:data>");

    Answer answer = submit(text);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void contract_withKey_isShown() {
    Answer answer = relay.get(Relay.BUREAU, "/soap/exchange?wsdl");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("ExchangeService");
  }

  @ParameterizedTest
  @CsvSource({"</soap:Envelope>, ''", "</tq:message>, </tq:massage>", "<tq:Submit>, <tq:Submit"})
  void malformed_xml_isAFault(String part, String replacement) {
    String caseNo = relay.newCase();
    String text = Messages.soap("submit-apply", caseNo).replace(part, replacement);
    assertFault(submit(text), "malformed");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @ParameterizedTest
  @CsvSource({"'not xml at all'", "''"})
  void body_thatIsNoXml_isAFault(String body) {
    assertFault(submit(body), "malformed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">",
        "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE x [<!ENTITY x \"y\">]>"
      })
  void document_withDoctype_isAFaultAndNothingIsFetched(String doctype) {
    String caseNo = relay.newCase();
    String text =
        Messages.soap("submit-apply", caseNo)
            .replace("<soap:Envelope", doctype + "<soap:Envelope")
            .replace("甲示例", doctype.contains("ENTITY") ? "&x;" : "甲示例");
    assertFault(submit(text), "malformed");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void bytes_thatAreNotUtf8_areAFault() {
    String caseNo = relay.newCase();
    byte[] body = Messages.soap("submit-apply", caseNo).getBytes(Charset.forName("GBK"));
    assertFault(submit(body), "encoding");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void message_overTheLimit_isAFault() {
    String caseNo = relay.newCase();
    String text = Messages.soap("submit-apply", caseNo).replace("陕西省", "长".repeat(400_000));
    assertFault(submit(text), "too-large");
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @ParameterizedTest
  @CsvSource({
    "11610924MBQQ0001X24610117001000, 11610924MBQQ0001X24619999001000, unknown-item, /data/case/item/implCode",
    "91610924MAQQ00016G, 91610924MAQQ00017G, invalid, /data/case/party/idNumber",
    "91610924MAQQ00016G, 91610924maqq00016g, invalid, /data/case/party/idNumber",
    "610924190001010010, 610924190001010011, invalid, /data/case/party/legalRep/idNumber",
    "<tq:name>紫阳县示例建设有限公司</tq:name>, '', invalid, /data/case/party/name",
    "<tq:source>bureau-platform</tq:source>, <tq:source>prov-yctb</tq:source>, forbidden, /source",
    "<tq:data>, <tq:target>no-such-system</tq:target><tq:data>, unknown-system, /target",
    "tq:Submit>, tq:Commit>, malformed, Submit"
  })
  void wrong_value_isAFaultByFieldAndFix(
      String part, String replacement, String kind, String field) {
    String caseNo = relay.newCase();
    String text = Messages.soap("submit-apply", caseNo).replace(part, replacement);
    assertFault(submit(text), kind, field);
    assertNothingLeft(caseNo);
    assertGoesOn(caseNo);
  }

  @Test
  void illegal_jump_namesStateAndAllowedEvents() {
    String caseNo = relay.newCase();
    assertGoesOn(caseNo);
    Answer answer = submit(Messages.soap("submit-approved", caseNo));
    assertFault(answer, "illegal-state", "APPLIED", "io.tongqiao.case.receive");
    assertThat(relay.bean(Journal.class).messages(caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/json",
    "multipart/related; boundary=x",
    "application/soap+xml"
  })
  void contentType_thatIsNotXml_isAFault(String contentType) {
    String caseNo = relay.newCase();
    byte[] body = Messages.soap("submit-apply", caseNo).getBytes(UTF_8);
    Answer answer =
        relay.http().post("/soap/exchange", relay.ground().key(Relay.BUREAU), contentType, body);
    assertFault(answer, "unsupported-media", "Content-Type");
    assertNothingLeft(caseNo);
  }

  @Test
  void message_inAnotherDeclaredCharset_isRead() {
    String caseNo = relay.newCase();
    byte[] body =
        Messages.soap("submit-apply", caseNo)
            .replace("encoding=\"UTF-8\"", "encoding=\"GBK\"")
            .getBytes(Charset.forName("GBK"));
    Answer answer =
        relay.http().post("/soap/exchange", relay.ground().key(Relay.BUREAU), "text/xml", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(relay.bean(CaseJournal.class).head(caseNo).orElseThrow()).contains("紫阳县示例建设有限公司");
  }

  @Test
  void envelope_ofSoap12_isRefused() {
    String caseNo = relay.newCase();
    String text =
        Messages.soap("submit-apply", caseNo)
            .replace(
                "http://schemas.xmlsoap.org/soap/envelope/",
                "http://www.w3.org/2003/05/soap-envelope");
    assertFault(submit(text), "malformed");
    assertNothingLeft(caseNo);
  }
}

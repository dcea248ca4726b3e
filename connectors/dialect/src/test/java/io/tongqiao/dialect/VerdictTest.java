package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Verdict.Outcome;
import io.tongqiao.schema.Receipt;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer means, by the folder's expressions. */
class VerdictTest {

  private static final String RULES =
      """
      operations:
        push:
          request: {codec: json}
          response: {codec: json}
          answer:
            success: .body.code == "0"
            receiptNo: .body.no
            code: .body.code
            message: .body.msg
      """;

  @Test
  void verdict_success_isConfirmedWithTheirNumber() throws Exception {
    Verdict verdict = verdict(RULES, 200, "{\"code\":\"0\",\"no\":\"R1\",\"msg\":\"成功\"}");

    assertThat(verdict)
        .isEqualTo(new Verdict(Outcome.CONFIRMED, Receipt.Level.BUSINESS, "R1", "0", "成功"));
  }

  @Test
  void verdict_http200WithFailure_isRejectedInTheirWords() throws Exception {
    Verdict verdict = verdict(RULES, 200, "{\"code\":\"17\",\"no\":\"R1\",\"msg\":\"已有许可\"}");

    assertThat(verdict)
        .isEqualTo(new Verdict(Outcome.REJECTED, Receipt.Level.BUSINESS, "", "17", "已有许可"));
  }

  @Test
  void verdict_failureWithoutWords_saysTheStatus() throws Exception {
    assertThat(verdict(RULES, 400, "{\"code\":\"17\"}").message()).contains("400");
  }

  @ParameterizedTest
  @CsvSource({"408", "429", "500", "503"})
  void verdict_busyStatus_isNotNow(int status) throws Exception {
    Verdict verdict = verdict(RULES, status, "{\"code\":\"17\"}");

    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict.message()).contains(Integer.toString(status));
  }

  @Test
  void verdict_folderSaysNotNow_isNotNow() throws Exception {
    String rules = RULES + "      notNow: .body.code == \"busy\"\n";

    assertThat(verdict(rules, 200, "{\"code\":\"busy\",\"msg\":\"忙\"}").outcome())
        .isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict(rules, 500, "{\"code\":\"17\"}").outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void verdict_takenButNotAnsweredYet_isPendingAndNoAnswer() throws Exception {
    String rules = RULES + "      pending: .status == 202\n";

    Verdict verdict = verdict(rules, 202, "{\"code\":\"17\",\"msg\":\"排队中\"}");
    assertThat(verdict)
        .isEqualTo(new Verdict(Outcome.PENDING, Receipt.Level.BUSINESS, "", "17", "排队中"));
    assertThat(verdict.answers()).isFalse();
    assertThat(verdict(rules, 202, "{\"code\":\"0\"}").outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(verdict(rules, 200, "{\"code\":\"17\"}").outcome()).isEqualTo(Outcome.REJECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<html>", "''", "{\"code\":\"0\""})
  void verdict_unreadableAnswer_isNotNowAndSaysWhy(String body) throws Exception {
    Verdict verdict = verdict(RULES, 200, body);

    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict.level()).isEqualTo(Receipt.Level.TRANSPORT);
    assertThat(verdict.message()).startsWith("对方的答复无法读取：");
  }

  @Test
  void verdict_expressionThatCannotBeUsed_isNotNowAndNoCrash() throws Exception {
    String rules = RULES.replace(".body.code == \"0\"", "number(.body.code) == 0");

    assertThat(verdict(rules, 200, "{\"code\":\"0\"}").outcome()).isEqualTo(Outcome.CONFIRMED);
    Verdict verdict = verdict(rules, 200, "{\"code\":\"OK-61092419000101001X\"}");
    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict.message()).contains("与约定不符").doesNotContain("61092419000101001X");
  }

  @Test
  void verdict_wordsThatCannotBeUsed_doNotUndoASuccess() throws Exception {
    String rules = RULES.replace("message: .body.msg", "message: number(.body.msg)");

    Verdict verdict = verdict(rules, 200, "{\"code\":\"0\",\"no\":\"R1\",\"msg\":\"好\"}");

    assertThat(verdict.outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(verdict.message()).isEmpty();
  }

  @Test
  void verdict_levelOfTheFolder_isGiven() throws Exception {
    String rules = RULES + "      level: TRANSPORT\n";

    assertThat(verdict(rules, 200, "{\"code\":\"0\"}").level()).isEqualTo(Receipt.Level.TRANSPORT);
  }

  @Test
  void verdict_noResponseFormat_readsTheStatusOnly() throws Exception {
    String rules =
        """
        operations:
          push:
            request: {codec: json}
            answer: {success: .status == 200 and not(.body)}
        """;

    assertThat(verdict(rules, 200, "anything").outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(verdict(rules, 404, "anything").outcome()).isEqualTo(Outcome.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "Server,NOT_NOW",
    "soap:Server,NOT_NOW",
    "Receiver,NOT_NOW",
    "Client,REJECTED",
    "soap:Client,REJECTED",
    "Sender,REJECTED"
  })
  void verdict_soapFault_isNotNowUnlessItIsOurs(String code, Outcome outcome) throws Exception {
    var fault = new Reply.Fault(code, "参数不对");
    var reply = new Reply(500, Map.of(), new byte[0], Optional.of(fault));

    Verdict verdict = verdict(RULES, reply);

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.message()).isEqualTo("参数不对");
  }

  @Test
  void verdict_textDecodedByTheTransport_isRead() throws Exception {
    var reply =
        new Reply(200, Map.of(), new byte[0], Optional.of("{\"code\":\"0\"}"), Optional.empty());

    assertThat(verdict(RULES, reply).outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  private static Verdict verdict(String rules, int status, String body) throws Exception {
    return verdict(rules, new Reply(status, Map.of(), body.getBytes(UTF_8), Optional.empty()));
  }

  private static Verdict verdict(String rules, Reply reply) throws Exception {
    Dialect dialect = SmallSystem.pushing(rules);
    return dialect.verdict("push", dialect.answer("push", reply));
  }
}

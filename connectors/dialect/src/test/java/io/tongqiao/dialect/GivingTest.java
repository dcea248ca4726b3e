package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doors at which a system asks instead of telling. */
class GivingTest {

  private static final String REPLY =
      "reply: {format: {codec: json}, accepted: '%s', refused: '{\"no\": .problem.detail}'}";
  private static final String RULES =
      """
      operations:
        push: {request: {codec: json}, answer: {success: .status == 200}}
      doors:
        token:
          path: /token
          request: {codec: text}
          gives: {what: token}
          %s
        fetch:
          path: /fetch
          request: {codec: json}
          gives: {what: case, caseNo: .no}
          %s
      """
          .formatted(
              REPLY.formatted("{\"token\": .token, \"ends\": .expiresIn}"),
              REPLY.formatted("{\"data\": .given}"));

  private static Folder folder(String rules) {
    return SmallSystem.folder(
        rules,
        Map.of(
            "push.to-system.jslt",
            "{\"no\": .subject}",
            "fetch.to-system.jslt",
            "{\"no\": .subject, \"id\": $messageId, \"day\": local-time(.time, \"yyyyMMdd\")}"));
  }

  private static Giving giving() throws BrokenFolderException {
    return Dialect.compile(folder(RULES)).giving();
  }

  @Test
  void theCase_message_isMappedIntoTheReply() throws Exception {
    Dialect.DoorAnswer answer =
        giving()
            .theCase(
                "fetch", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 9, 3));

    var tree = CodecBytes.tree(new String(answer.body(), UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json; charset=UTF-8");
    assertThat(tree.at("/data/no").asText()).isEqualTo(TemplateFolder.message().caseNo());
    assertThat(tree.at("/data/id").asText()).isEqualTo(Sample.MESSAGE_ID);
    assertThat(tree.at("/data/day").asText()).matches("\\d{8}");
  }

  @Test
  void token_given_standsInTheReplyWithItsLife() throws Exception {
    byte[] body = giving().token("token", "T-1", Duration.ofMinutes(30)).body();

    assertThat(new String(body, UTF_8)).isEqualTo("{\"token\":\"T-1\",\"ends\":1800}");
  }

  @Test
  void caseNo_request_isRead() throws Exception {
    assertThat(giving().caseNo("fetch", "{\"no\": \"A-1\"}".getBytes(UTF_8))).isEqualTo("A-1");
  }

  @Test
  void caseNo_requestWithoutOne_isRefused() {
    assertThatThrownBy(() -> giving().caseNo("fetch", "{}".getBytes(UTF_8)))
        .isInstanceOf(TranslationException.class)
        .hasMessageContaining("没有写明要哪个办件");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gives: {what: case, caseNo: .no} | gives: {what: case} | 没有写明对方要的是哪个办件",
        "gives: {what: case, caseNo: .no} | gives: {what: case, caseNo: .no + (} | 不能编译",
        "gives: {what: case, caseNo: .no} | gives: {what: all} | what",
        "path: /fetch | transport: queue | 只有 HTTP 入口能给出内容"
      })
  void check_ruleThatCannotWork_isAFault(String from, String to, String message) {
    String line = to.startsWith("gives") ? to : "gives: {what: case";
    new ExpectedFault("system.yaml", line, message).assertFoundIn(folder(RULES.replace(from, to)));
  }

  @Test
  void check_mappingMissing_saysWhichToAdd() {
    Folder without = HolderFolder.without(folder(RULES), "fetch.to-system.jslt");

    new ExpectedFault("system.yaml", "  fetch:", "fetch 没有映射文件").assertFoundIn(without);
  }

  @Test
  void check_replyMissing_saysSo() {
    String rules = RULES.substring(0, RULES.lastIndexOf("    reply:"));

    new ExpectedFault("system.yaml", "  fetch:", "没有写明怎么答复").assertFoundIn(folder(rules));
  }
}

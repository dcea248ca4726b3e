package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.TranslationException.Stage;
import io.tongqiao.schema.Problem;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doors, their replies, and what an answer tells of a case. */
class DialectTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);
  private static final String RULES =
      """
      operations:
        push:
          request: {codec: json}
          response: {codec: json}
          answer: {success: .body.code == "0"}
      doors:
        news:
          path: /news
          request: {codec: json}
          reply:
            format: {codec: json, charset: GBK}
            accepted: '{"no": .receipt.receiptNo}'
            refused: '{"why": .problem.detail}'
            refusedStatus: 200
        silent: {path: /silent, request: {codec: json}}
      """;
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "push.to-system.jslt", "{\"no\": .subject}",
          "push.to-canonical.jslt",
              "if (.answer.body.cert) {\"type\": event(\"APPROVED\"), \"data\":"
                  + " {\"case\": {\"caseNo\": .message.subject}}}",
          "to-canonical.jslt",
              "if (.no) {\"type\": event(\"ACCEPT\"), \"id\": .id, \"data\": {\"case\": {\"caseNo\":"
                  + " .no, \"hand\": $headers.x-hand, \"way\": $query.way}}}");

  @Test
  void canonical_withoutIdAndSubject_fillsThemIn() throws Exception {
    ObjectNode message = canonical("{\"no\":\"C1\"}");

    assertThat(message.path("id").asText()).matches("sha256:[0-9a-f]{64}");
    assertThat(message.path("id")).isEqualTo(canonical("{\"no\":\"C1\"}").path("id"));
    assertThat(message.path("id")).isNotEqualTo(canonical("{\"no\": \"C1\"}").path("id"));
    assertThat(message.path("subject").asText()).isEqualTo("C1");
    assertThat(message.path("source").asText()).isEqualTo("small");
    assertThat(message.at("/data/case/hand").asText()).isEqualTo("h");
    assertThat(message.at("/data/case/way").asText()).isEqualTo("q");
  }

  @Test
  void canonical_ownId_isKept() throws Exception {
    assertThat(canonical("{\"no\":\"C1\",\"id\":\"7\"}").path("id").asText()).isEqualTo("7");
  }

  @Test
  void canonical_nothingOfACase_isRefusedPointingToTheSamples() {
    var refused =
        catchThrowableOfType(TranslationException.class, () -> canonical("{\"hello\":1}"));

    assertThat(refused.stage()).isEqualTo(Stage.TO_CANONICAL);
    assertThat(refused.finding().fix()).contains("samples/news");
  }

  @ParameterizedTest
  @CsvSource({"INVALID,200", "MALFORMED,200", "UNAVAILABLE,503", "INTERNAL,500"})
  void refused_statusOfTheFolder_holdsForFaultsOfTheSenderOnly(Problem.Kind kind, int status)
      throws Exception {
    var answer = dialect().refused("news", Problem.of(kind, "缺少旬阳")).orElseThrow();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/json; charset=GBK");
    assertThat(new String(answer.body(), "GBK")).isEqualTo("{\"why\":\"缺少旬阳\"}");
  }

  @Test
  void refused_wordsThatTheCharsetLacks_areToldPlainly() throws Exception {
    var answer = dialect().refused("news", Problem.of(Problem.Kind.INVALID, "王㛃")).orElseThrow();

    assertThat(answer.contentType()).isEqualTo("text/plain");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("news.refused /why");
  }

  @Test
  void refused_doorWithoutReply_isEmpty() throws Exception {
    assertThat(dialect().refused("silent", Problem.of(Problem.Kind.INVALID, "坏"))).isEmpty();
  }

  @Test
  void news_answerThatTellsOfTheCase_isACanonicalMessage() throws Exception {
    ObjectNode news = news("{\"code\":\"0\",\"cert\":\"Z1\"}").orElseThrow();

    assertThat(news.path("id").asText()).isEqualTo(Sample.MESSAGE_ID + ".push");
    assertThat(news.path("type").asText()).isEqualTo("io.tongqiao.case.approved");
    assertThat(news.path("subject").asText()).isEqualTo("61092420260316290001");
  }

  @Test
  void news_answerThatTellsNothing_isEmpty() throws Exception {
    assertThat(news("{\"code\":\"0\"}")).isEmpty();
  }

  @Test
  void operation_unknownName_saysWhoseItIsNot() {
    assertThatThrownBy(() -> dialect().operation("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("small has no none");
  }

  private static Optional<ObjectNode> news(String body) throws Exception {
    Dialect dialect = dialect();
    var message = TemplateFolder.message();
    var reply = new Reply(200, Map.of(), body.getBytes(UTF_8), Optional.empty());
    Dialect.Draft draft = dialect.draft("push", message, Sample.MESSAGE_ID, DAY);
    return dialect.news(draft, message, dialect.answer("push", reply), DAY);
  }

  private static ObjectNode canonical(String body) throws Exception {
    return dialect()
        .canonical("news", body.getBytes(UTF_8), Map.of("x-hand", "h"), Map.of("way", "q"), DAY);
  }

  private static Dialect dialect() throws BrokenFolderException {
    return Dialect.compile(SmallSystem.folder(RULES, MAPPINGS));
  }
}

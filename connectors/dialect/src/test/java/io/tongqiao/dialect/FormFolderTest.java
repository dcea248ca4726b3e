package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Verdict.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder whose system is entered by hand, and what may be wrong in it. */
class FormFolderTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 10, 8);

  private static final String SYSTEM =
      """
      id: nat-x
      name: {zh: 甲, en: x}
      owner: {zh: 甲, en: x}
      tier: central
      network: internet
      transport: manual
      endpoint: http://x.invalid/page
      accepts: [{operation: enter}]
      operations:
        enter:
          form:
            receipt: {label: 流水号, pattern: "A\\\\d+"}
            fields:
              - {name: num, label: 编号, confirm: true, maxLength: 20}
              - {name: day, label: 日期, pattern: "\\\\d{4}-\\\\d{2}-\\\\d{2}", hint: 写成 2026-10-08}
              - {name: note, label: 备注, optional: true, maxLength: 3}
      doors:
        result:
          transport: manual
          form:
            fields:
              - {name: num, label: 编号, confirm: true}
      """;

  private static final String DOOR =
      "{\"type\": event(\"APPROVED\"), \"data\": {\"case\": {\"caseNo\": .num}}}";

  private static Folder folder(String system, String mapping) {
    var files = new TreeMap<String, byte[]>();
    Map.of(
            "system.yaml", system,
            "enter.to-system.jslt", mapping,
            "result.to-canonical.jslt", DOOR)
        .forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    return new Folder("nat-x", "nat-x", files);
  }

  private static Dialect dialect(String mapping) throws Exception {
    return Dialect.compile(folder(SYSTEM, mapping));
  }

  private static Verdict verdict(int status, String body) throws Exception {
    var reply = new Reply(status, Map.of(), body.getBytes(UTF_8), Optional.empty());
    Dialect dialect = dialect("{}");
    return dialect.verdict("enter", dialect.answer("enter", reply));
  }

  @Test
  void form_leftOutParts_haveTheirUsualValues() throws Exception {
    Form form = dialect("{}").operation("enter").form().orElseThrow();
    assertThat(form.within()).isEqualTo(Duration.ofDays(1));
    assertThat(form.confirmed()).extracting(Form.Field::name).containsExactly("num");
    assertThat(form.field("day").orElseThrow().maxLength()).isEqualTo(500);
    assertThat(form.receipt().fits("A12")).isTrue();
    assertThat(form.receipt().fits("A12 ")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"receiptNo\": \"A1\"} | CONFIRMED",
        "200 | {\"receiptNo\": \"\"} | REJECTED",
        "200 | {} | REJECTED",
        "202 | {\"receiptNo\": \"\", \"message\": \"待人工录入\"} | PENDING",
        "422 | {\"receiptNo\": \"A1\", \"message\": \"不收\"} | REJECTED",
        "503 | {} | NOT_NOW"
      })
  void answer_confirmsWithAReceiptNumberOnly(int status, String body, Outcome outcome)
      throws Exception {
    assertThat(verdict(status, body).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"num\": \"1\"} | day",
        "{\"num\": \" \", \"day\": \"2026-10-08\"} | num",
        "{\"num\": \"1\", \"day\": \"10月8日\"} | day",
        "{\"num\": 1, \"day\": \"2026-10-08\"} | num",
        "{\"num\": \"1\", \"day\": \"2026-10-08\", \"note\": \"四个字了\"} | note",
        "{\"num\": \"1\", \"day\": \"2026-10-08\", \"other\": \"x\"} | other",
        "[] | num"
      })
  void fields_unlikeTheForm_areRefusedByName(String tree, String field) throws Exception {
    Dialect dialect = dialect(tree);
    var draft = dialect.draft("enter", TemplateFolder.message(), Sample.MESSAGE_ID, TODAY);
    assertThatThrownBy(() -> dialect.encode(draft, Credential.NONE, Seals.NONE))
        .isInstanceOfSatisfying(
            TranslationException.class,
            e -> {
              assertThat(e.finding().field()).isEqualTo(field);
              assertThat(e.stage()).isEqualTo(TranslationException.Stage.ENCODE);
            });
  }

  @Test
  void fields_asTheFormSays_areWritten() throws Exception {
    Dialect dialect = dialect("{\"num\": .subject, \"day\": \"2026-10-08\", \"note\": \"三个字\"}");
    var draft = dialect.draft("enter", TemplateFolder.message(), Sample.MESSAGE_ID, TODAY);
    assertThat(dialect.readable(draft)).contains("\"note\":\"三个字\"");
  }

  @Test
  void door_takesWhatTheFormSaysOnly() throws Exception {
    Dialect dialect = dialect("{}");
    byte[] typed = "{\"num\": \"61092420261005000031\"}".getBytes(UTF_8);
    assertThat(
            dialect.canonical("result", typed, Map.of(), Map.of(), TODAY).path("subject").asText())
        .isEqualTo("61092420261005000031");
    byte[] more = "{\"num\": \"1\", \"x\": \"2\"}".getBytes(UTF_8);
    assertThatThrownBy(() -> dialect.canonical("result", more, Map.of(), Map.of(), TODAY))
        .isInstanceOfSatisfying(
            TranslationException.class,
            e -> assertThat(e.stage()).isEqualTo(TranslationException.Stage.DECODE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "form: | answer: {success: 'true'}, form: | answer",
        "name: note | name: num | 都叫 num",
        "confirm: true, maxLength: 20 | maxLength: 20 | 回看核对",
        "A\\\\d+ | A(\\\\d+ | 正则表达式",
        "http://x.invalid/page | jdbc:h2:mem:x | endpoint",
        "network: internet | network: internet, auth: {kind: basic, username: nat-x.u, password: nat-x.p} | 不用 auth"
      })
  void descriptor_withOneThingBroken_isTold(String from, String to, String words) {
    assertThat(SYSTEM).contains(from);
    String line = SYSTEM.lines().filter(l -> l.contains(from)).findFirst().orElseThrow();
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    String broken =
        SYSTEM.replaceFirst(
            Pattern.quote(from),
            Matcher.quoteReplacement(
                to.replace("}, ", "}\n" + indent).replace("t, ", "t\n" + indent)));
    List<Fault> faults = new Checker().check(folder(broken, "{}"));
    assertThat(faults)
        .anySatisfy(
            fault -> {
              assertThat(fault.toString()).contains(words);
              assertThat(fault.line()).isPositive();
            });
  }
}

package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings and the functions that they have besides JSLT's own. */
class MappingTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);
  private static final String CODES =
      """
      - version: "1"
        from: 2020-01-01
        tables:
          kind:
            entries:
              - {canonical: "1", local: now}
              - {canonical: "9", local: now, lossy: out}
              - {canonical: "1", local: soon, lossy: in}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code(\"kind\", .)                             | '\"1\"'                          | '\"now\"'",
        "code(\"kind\", \"1\")                         | '{}'                             | '\"now\"'",
        "code(\"kind\", .)                             | 'null'                           | 'null'",
        "code(\"kind\", .)                             | '\"\"'                           | 'null'",
        "code(\"kind\", .)                             | '1'                              | '\"now\"'",
        "event(.)                                      | '{\"type\":\"io.tongqiao.case.not-accept\"}' | '\"NOT_ACCEPT\"'",
        "event(.type)                                  | '{\"type\":\"io.tongqiao.case.step\"}' | '\"STEP\"'",
        "event(\"ACCEPT\")                             | '{}'                             | '\"io.tongqiao.case.accept\"'",
        "local-time(., \"yyyyMMddHHmmss\")             | '\"2026-03-16T15:10:00+08:00\"'  | '\"20260316151000\"'",
        "local-time(., \"yyyy-MM-dd HH:mm:ss\")        | '\"2026-03-15T23:30:00Z\"'       | '\"2026-03-16 07:30:00\"'",
        "local-time(., \"yyyy年M月d日\")                | '\"2026-03-16\"'                 | '\"2026年3月16日\"'",
        "local-time(., \"yyyy\")                       | 'null'                           | 'null'",
        "iso-time(., \"yyyy-MM-dd HH:mm:ss\")          | '\" 2026-03-16 15:10:00 \"'      | '\"2026-03-16T15:10:00+08:00\"'",
        "iso-time(., \"yyyyMMdd\")                     | '\"20260316\"'                   | '\"2026-03-16\"'",
        "iso-time(., \"yyyy-M-d H:mm\")                | '\"2026-3-6 9:05\"'              | '\"2026-03-06T09:05:00+08:00\"'",
        "region(., 12)                                 | '\"610924\"'                     | '\"610924000000\"'",
        "region(., 6)                                  | '\"610928000000\"'               | '\"610981\"'",
        "region(., 6)                                  | '\"610924100000\"'               | '\"610924\"'",
        "cert-identifier(., \"11610924MBQQ0001X2\", \"2026（000001）号\") | '\"11100000000013338W011\"' | '\"1.2.156.3005.2.11100000000013338W011.11610924MBQQ0001X2.2026000001.001.E\"'",
        "region(\"6109\", 9)                           | '{}'                             | '\"610900000\"'",
      })
  void function_goodArgument_givesTheValue(String mapping, String input, String expected)
      throws Exception {
    assertThat(map(mapping, input).tree()).isEqualTo(CodecBytes.tree(expected));
  }

  @Test
  void region_townWhereSixDigitsFit_isTheCountyAndLossy() throws Exception {
    assertThat(map("region(., 6)", "\"610924100000\"").lossy())
        .containsExactly("region: 610924100000 → 610924");
    assertThat(map("region(., 6)", "\"610924001\"").lossy())
        .containsExactly("region: 610924001 → 610924");
    assertThat(map("region(., 6)", "\"610924000000\"").lossy()).isEmpty();
  }

  @Test
  void region_aliasOfXunyang_beginsOnItsDay() throws Exception {
    Mapping mapping = compile("region(., 6)", Stage.TO_SYSTEM);
    var old = TextNode.valueOf("610928");

    assertThat(mapping.apply(old, Map.of(), LocalDate.of(2020, 12, 31)).tree()).isEqualTo(old);
    assertThat(mapping.apply(old, Map.of(), LocalDate.of(2021, 1, 1)).tree().asText())
        .isEqualTo("610981");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local-time(., \"yyyy\")                | '\"61092419000101\"'     | local-time",
        "iso-time(., \"yyyy-MM-dd HH:mm:ss\")   | '\"61092419000101\"'     | iso-time",
        "iso-time(., \"yyyyMMdd\")              | '\"20260230\"'           | iso-time",
        "iso-time(., \"yyyy-MM-dd HH:mm\")      | '\"2026-03-16 25:00\"'   | iso-time",
        "region(., 6)                           | '\"61092419000101\"'     | region",
        "region(., 7)                           | '\"610924001\"'          | region",
        "event(.)                               | '\"61092419000101\"'     | event",
      })
  void function_badArgument_namesTheFunctionAndNotTheValue(
      String mapping, String input, String function) {
    TranslationException refused = refused(mapping, input, Stage.TO_SYSTEM);

    assertThat(refused.finding().message()).contains(function + " 的参数不合约定的格式");
    assertThat(refused.getMessage()).doesNotContain(input.replace("\"", ""));
  }

  @Test
  void code_valueNotInTheTable_namesTableValueAndFile() {
    TranslationException refused = refused("code(\"kind\", .)", "\"5\"", Stage.TO_SYSTEM);

    assertThat(refused.stage()).isEqualTo(Stage.TO_SYSTEM);
    assertThat(refused.finding().field()).isEqualTo("kind");
    assertThat(refused.finding().message()).isEqualTo("码表 kind 没有值“5”");
    assertThat(refused.finding().fix()).contains("codes.yaml").contains("m.jslt");
  }

  @Test
  void code_lossyValue_isNotedBothWays() throws Exception {
    assertThat(map("[code(\"kind\", .)]", "\"9\"").lossy()).containsExactly("kind: 9 → now");
    assertThat(
            compile("code(\"kind\", .)", Stage.TO_CANONICAL)
                .apply(TextNode.valueOf("soon"), Map.of(), DAY)
                .lossy())
        .containsExactly("kind: soon → 1");
    assertThat(map("code(\"kind\", .)", "\"1\"").lossy()).isEmpty();
  }

  @Test
  void error_ownWords_reachTheFinding() {
    TranslationException refused =
        refused("if (not(.no)) error(\"没有文号\") else .no", "{}", Stage.TO_CANONICAL);

    assertThat(refused.stage()).isEqualTo(Stage.TO_CANONICAL);
    assertThat(refused.finding())
        .satisfies(f -> assertThat(f.field()).isEqualTo("m.jslt"))
        .satisfies(f -> assertThat(f.message()).isEqualTo("映射拒绝了这份报文：没有文号"))
        .satisfies(f -> assertThat(f.fix()).contains("m.jslt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n number(.id)",
        "\n .id - 1",
        "\n {for (.id) .key : .value}",
        "\n test(.id, \"(\" + .id)",
        "\n round(.id)",
        "\n number(\"error: \" + .id)",
      })
  void jslt_ownWordsThatQuoteValues_areLeftOut(String mapping) {
    TranslationException refused =
        refused(mapping, "{\"id\": \"61092419000101001X\"}", Stage.TO_SYSTEM);

    assertThat(refused.getMessage()).doesNotContain("61092419000101001X").doesNotContain("-1 行");
    assertThat(refused.finding().message()).startsWith("映射拒绝了这份报文：表达式不能用于这份报文");
  }

  @Test
  void jslt_divisionByZero_isRefusedAndNotACrash() {
    assertThat(refused("1 / .n", "{\"n\": 0}", Stage.TO_SYSTEM).getMessage()).contains("m.jslt");
  }

  private static Mapping.Mapped map(String mapping, String input) throws Exception {
    return compile(mapping, Stage.TO_SYSTEM).apply(CodecBytes.tree(input), Map.of(), DAY);
  }

  private static TranslationException refused(String mapping, String input, Stage stage) {
    return catchThrowableOfType(
        TranslationException.class,
        () -> compile(mapping, stage).apply(CodecBytes.tree(input), Map.of(), DAY));
  }

  private static Mapping compile(String mapping, Stage stage) throws Exception {
    CodeTables codes = CodeTables.parse(LocatedYaml.parse(CODES).tree());
    return Mapping.compile("m.jslt", mapping, codes, stage);
  }
}

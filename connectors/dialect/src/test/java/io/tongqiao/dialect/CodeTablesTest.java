package io.tongqiao.dialect;

import static io.tongqiao.dialect.CodeTables.Direction.TO_CANONICAL;
import static io.tongqiao.dialect.CodeTables.Direction.TO_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.CodeTables.Translated;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CodeTablesTest {

  private static final String YAML =
      """
      - version: "2016"
        from: 2016-01-01
        tables:
          result:
            entries:
              - {canonical: APPROVED, local: "0"}
              - {canonical: RETURNED, local: "1"}
          dropped: {entries: [{canonical: A, local: a}]}
      - version: "2020"
        from: 2020-07-01
        tables:
          result:
            entries:
              - {canonical: APPROVED, local: "0"}
              - {canonical: REJECTED, local: "1"}
              - {canonical: VOID, local: "1", lossy: out}
              - {canonical: APPROVED, local: "7", lossy: in}
      """;
  private static final LocalDate BEFORE = LocalDate.of(2020, 6, 30);
  private static final LocalDate SINCE = LocalDate.of(2020, 7, 1);

  @Test
  void translate_dayOfChange_usesTheVersionThatHasBegun() throws Exception {
    assertThat(tables().translate("result", "1", TO_CANONICAL, BEFORE))
        .contains(new Translated("RETURNED", false));
    assertThat(tables().translate("result", "1", TO_CANONICAL, SINCE))
        .contains(new Translated("REJECTED", false));
    assertThat(tables().translate("result", "1", TO_CANONICAL, LocalDate.MAX))
        .contains(new Translated("REJECTED", false));
  }

  @Test
  void translate_beforeEveryVersion_isEmpty() throws Exception {
    assertThat(tables().translate("result", "1", TO_CANONICAL, LocalDate.of(2015, 12, 31)))
        .isEmpty();
  }

  @Test
  void translate_lossyOutwards_goesOnlyOutAndSaysSo() throws Exception {
    assertThat(tables().translate("result", "VOID", TO_SYSTEM, SINCE))
        .contains(new Translated("1", true));
    assertThat(tables().translate("result", "REJECTED", TO_SYSTEM, SINCE))
        .contains(new Translated("1", false));
  }

  @Test
  void translate_lossyInwards_goesOnlyInAndSaysSo() throws Exception {
    assertThat(tables().translate("result", "7", TO_CANONICAL, SINCE))
        .contains(new Translated("APPROVED", true));
    assertThat(tables().translate("result", "APPROVED", TO_SYSTEM, SINCE))
        .contains(new Translated("0", false));
  }

  @Test
  void translate_unknownValueOrTable_isEmpty() throws Exception {
    assertThat(tables().translate("result", "9", TO_CANONICAL, SINCE)).isEmpty();
    assertThat(tables().translate("none", "1", TO_CANONICAL, SINCE)).isEmpty();
    assertThat(tables().translate("dropped", "A", TO_SYSTEM, SINCE)).isEmpty();
  }

  @Test
  void names_tablesOfEveryVersion_areThere() throws Exception {
    assertThat(tables().names()).containsExactly("dropped", "result");
  }

  private static CodeTables tables() throws Exception {
    return CodeTables.parse(LocatedYaml.parse(YAML).tree());
  }
}

package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Descriptor.Progress;
import io.tongqiao.schema.CaseMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The message is RECEIVE of item 610131001000 (食品经营许可), county level, region 610924, an enterprise.
 */
class AcceptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operation: push                                        | true",
        "'events: [ACCEPT, RECEIVE]'                            | true",
        "'events: [ACCEPT]'                                     | false",
        "'items: [\"610131001000\"]'                            | true",
        "'items: [\"610131001001\", \"610131*\"]'               | true",
        "'items: [\"6101310010\"]'                              | false",
        "'items: [\"11610924MBQQ0001X24610131001000\"]'         | true",
        "'items: [\"11610924MBQQ0001X24*\"]'                    | true",
        "'items: [\"11610924MBQQ0001X23*\"]'                    | false",
        "'items: [\"*\"]'                                       | true",
        "'itemTypes: [\"01\"]'                                  | true",
        "'itemTypes: [\"20\"]'                                  | false",
        "'regions: [\"61\"]'                                    | true",
        "'regions: [\"6109\"]'                                  | true",
        "'regions: [\"610924\"]'                                | true",
        "'regions: [\"610900000000\"]'                          | true",
        "'regions: [\"610921\", \"62\"]'                        | false",
        "'levels: [\"3\", \"4\"]'                               | true",
        "'levels: [\"2\"]'                                      | false",
        "'partyTypes: [\"2\"]'                                  | true",
        "'partyTypes: [\"1\"]'                                  | false",
        "'events: [RECEIVE], regions: [\"6109\"], levels: [\"2\"]' | false",
      })
  void fits_rule_asItSays(String rule, boolean fits) throws Exception {
    assertThat(accept(rule).fits(TemplateFolder.message(), Progress.CASE)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'items: [\"610131001000\"]' | false",
        "'itemTypes: [\"01\"]'       | false",
        "'levels: [\"4\"]'           | false",
        "operation: push             | true",
      })
  void fits_caseWithoutItem_onlyWhereItemsDoNotMatter(String rule, boolean fits) throws Exception {
    CaseMessage message =
        TemplateFolder.message(envelope -> ((ObjectNode) envelope.at("/data/case")).remove("item"));

    assertThat(accept(rule).fits(message, Progress.CASE)).isEqualTo(fits);
  }

  @Test
  void operationFor_severalRules_firstThatFitsWins() throws Exception {
    Descriptor descriptor =
        descriptor(
            """
            - {operation: never, levels: ["1"]}
            - {operation: first, items: ["6101*"]}
            - {operation: second}
            """);

    assertThat(descriptor.operationFor(TemplateFolder.message(), Progress.CASE)).contains("first");
  }

  @Test
  void fits_progressOfAnotherSystem_onlyWhereTheRuleSaysSo() throws Exception {
    assertThat(accept("events: [RECEIVE]").fits(TemplateFolder.message(), Progress.OWN)).isFalse();
    assertThat(accept("progress: [case, own]").fits(TemplateFolder.message(), Progress.OWN))
        .isTrue();
  }

  @Test
  void operationFor_noRuleFits_isEmpty() throws Exception {
    assertThat(
            descriptor("- {operation: never, levels: [\"1\"]}")
                .operationFor(TemplateFolder.message(), Progress.CASE))
        .isEmpty();
  }

  private static Accept accept(String rule) throws Exception {
    String operation = rule.startsWith("operation") ? "" : "operation: push, ";
    return descriptor("- {" + operation + rule + "}").accepts().get(0);
  }

  private static Descriptor descriptor(String rules) throws Exception {
    var tree = LocatedYaml.parse("id: small\naccepts:\n" + rules.indent(2)).tree();
    return new DescriptorReader().read(tree);
  }
}

package io.tongqiao.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.Regions;
import io.tongqiao.schema.Schemas;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CasesTest {

  private final Cases cases = new Cases();
  private final Schemas schemas = Schemas.load();

  private void assertAccepted(byte[] text) throws IOException {
    JsonNode message = new JsonMapper().readTree(text);
    assertThat(schemas.validate(Schemas.Name.MESSAGE, message)).isEmpty();
    var rules = new CaseRules(schemas, CodeLists.load(), Regions.load(), Items.load());
    assertThat(rules.check(new CaseMessage((ObjectNode) message)).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 40})
  void permit_ofSomeSize_isThatSizeWithinOneMaterialAndValid(int kilobytes) throws IOException {
    Workload workload = cases.permit(Plan.bytes(kilobytes), 1);

    assertThat(workload.bytes())
        .isBetween(Plan.bytes(kilobytes) - 300, Plan.bytes(kilobytes) + 300);
    assertAccepted(workload.message(1, 7));
  }

  @Test
  void permit_ofFiveEvents_areAllValidInOrder() throws IOException {
    Workload workload = cases.permit(Plan.bytes(2), 5);
    String[] events = {"apply", "receive", "correction-start", "correction-end", "accept"};

    for (int i = 0; i < events.length; i++) {
      byte[] message = workload.message(1, 10 + i);
      assertAccepted(message);
      assertThat(new JsonMapper().readTree(message).path("type").asText())
          .isEqualTo("io.tongqiao.case." + events[i]);
    }
  }

  @Test
  void unwanted_ofSomeSize_isValid() throws IOException {
    assertAccepted(cases.unwanted(Plan.bytes(2)).message(1, 7));
  }
}

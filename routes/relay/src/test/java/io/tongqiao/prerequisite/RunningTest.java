package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.schema.Items;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningTest {

  private static Running running() {
    Items.Item item = Items.load().find(Window.HYGIENE).orElseThrow();
    List<Wanted> wanted =
        List.of("M02", "M06").stream()
            .map(code -> new Wanted(item.material(code).orElseThrow(), List.of(), "", ""))
            .toList();
    var purpose = new Purpose("部门", "", "经办人", "事项", Window.HYGIENE, "1");
    var order =
        new Order(
            "bureau-platform",
            "rest",
            "1",
            "",
            "1",
            purpose,
            wanted,
            Optional.empty(),
            false,
            false,
            new JsonMapper().createObjectNode());
    return new Running("pull", order, Instant.EPOCH, false);
  }

  private static MaterialResult result(Running running, int index) {
    return running.progress().get(index).without(Outcome.NOT_FOUND, "没有", Optional.empty());
  }

  @Test
  void asker_whoseTransactionIsMadeAgain_isToldTheSame() {
    Running running = running();
    assertThat(running.settle(result(running, 0))).as("in time").isFalse();

    List<MaterialResult> first = running.tell();
    assertThat(running.settle(result(running, 1))).as("late").isTrue();

    assertThat(running.tell()).isEqualTo(first);
    assertThat(first)
        .extracting(MaterialResult::outcome)
        .containsExactly(Outcome.NOT_FOUND, Outcome.PENDING);
  }
}

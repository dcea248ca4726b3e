package io.tongqiao.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 7, 20, 33})
  void plan_ofAnyNumberOfKills_holdsExactlyThose(int kills) {
    Plan plan = Plan.of(kills, true, true, new SplittableRandom(kills));

    assertThat(
            plan.steps().stream()
                .filter(step -> step.trouble().name().startsWith("KILL_SERVER"))
                .count())
        .isEqualTo(kills);
    assertThat(plan.steps()).isSortedAccordingTo(Comparator.comparingDouble(Plan.Step::at));
    assertThat(plan.steps()).allMatch(step -> step.at() > 0 && step.at() < 1);
  }

  @Test
  void secondKill_followsAFirst() {
    Plan plan = Plan.of(20, false, false, new SplittableRandom(4));

    for (int i = 0; i < plan.steps().size(); i++) {
      if (plan.steps().get(i).trouble() == Plan.Trouble.KILL_SERVER_AGAIN) {
        assertThat(plan.steps().get(i - 1).trouble()).isEqualTo(Plan.Trouble.KILL_SERVER);
      }
    }
  }

  @Test
  void sameSeed_givesTheSamePlan() {
    assertThat(Plan.of(20, true, true, new SplittableRandom(7)))
        .isEqualTo(Plan.of(20, true, true, new SplittableRandom(7)));
  }
}

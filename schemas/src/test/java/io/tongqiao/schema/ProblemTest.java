package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

  private final Schemas schemas = Schemas.load();

  @ParameterizedTest
  @EnumSource
  void toJson_everyKind_isValid(Problem.Kind kind) {
    Problem problem = Problem.of(kind, "说明", List.of(new Finding("/id", "问题", "改法")));
    assertThat(schemas.validate(Schemas.Name.PROBLEM, problem.about("1").toJson())).isEmpty();
    assertThat(problem.toJson().path("status").asInt()).isEqualTo(kind.status());
    assertThat(problem.toJson().path("type").asText())
        .isEqualTo("urn:tongqiao:problem:" + kind.slug());
  }

  @Test
  void toJson_withoutDetails_leavesThemOut() {
    assertThat(Problem.of(Problem.Kind.NOT_FOUND, "没有该办件").toJson().fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail");
  }

  @Test
  void toJson_illegalState_namesTheStateAndWhatItAllows() {
    Problem problem =
        Problem.of(Problem.Kind.ILLEGAL_STATE, "办件处于“已申请”状态，不能发送“受理”事件；请先发送允许的事件")
            .about("610924202603020001")
            .in(CaseState.APPLIED);
    assertThat(problem.toJson())
        .isEqualTo(Examples.json(Examples.root().resolve("examples/problems/illegal-state.json")));
  }
}

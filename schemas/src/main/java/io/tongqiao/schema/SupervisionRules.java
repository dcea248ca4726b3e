package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What the records of supervision and evaluation must say beyond their shape. */
final class SupervisionRules {

  /** 限期整改, code list inspection-treatment. */
  private static final String TO_BE_RECTIFIED = "2";

  /** 不满意 and 非常不满意, GB/T 39046-2020 A.8. */
  private static final Set<String> BAD = Set.of("4", "5");

  private SupervisionRules() {}

  static void check(CaseMessage message, List<Finding> errors) {
    JsonNode inspection = message.data().path("inspection");
    if (inspection.path("treatment").asText().equals(TO_BE_RECTIFIED)
        && !inspection.has("rectifyDue")) {
      errors.add(
          new Finding(
              "/data/inspection/rectifyDue", "限期整改没有写明整改期限", "请填写 rectifyDue，例如 2026-03-02"));
    }
    JsonNode evaluation = message.data().path("evaluation");
    if (BAD.contains(evaluation.path("satisfaction").asText())
        && !evaluation.has("details")
        && !evaluation.has("comment")) {
      errors.add(
          new Finding(
              "/data/evaluation", "差评没有写明原因", "请填写评价详情（details）或文字评价（comment），国家好差评要求差评有原因"));
    }
  }
}

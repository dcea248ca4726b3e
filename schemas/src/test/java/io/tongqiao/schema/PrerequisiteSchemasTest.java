package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PrerequisiteSchemasTest {

  private final Schemas schemas = Schemas.load();

  @Test
  void validate_formalizedCaseThatIsNotFormal_isTold() {
    ObjectNode document = Examples.message("prerequisites/06-formalized");
    ((ObjectNode) document.at("/data/case")).put("stage", "PRE");
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .containsExactly(new Finding("/data/case/stage", "“办件阶段”（stage）的取值固定", "请改为 FORMAL"));
  }

  /** The same key has the name that it has in the document at hand. */
  @Test
  void validate_topLevelField_isCalledAsInItsDocument() {
    ObjectNode request = Examples.prerequisites("request-item").without("id");
    assertThat(schemas.validate(Schemas.Name.PREREQUISITE_REQUEST, request))
        .containsExactly(new Finding("/id", "缺少必填项“索取请求编号”（id）", "请在顶层补填该字段"));
    ObjectNode holding = Examples.prerequisites("holding-none").put("outcome", "NONE");
    assertThat(schemas.validate(Schemas.Name.HOLDING, holding))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fix()).contains("NOT_FOUND 无此证照"));
  }

  @Test
  void validate_foundWithoutCertificate_isTold() {
    ObjectNode holding = Examples.prerequisites("holding-none").put("outcome", "FOUND");
    assertThat(schemas.validate(Schemas.Name.HOLDING, holding))
        .extracting(Finding::field)
        .containsExactly("/certificates");
  }
}

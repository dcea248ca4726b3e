package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentSchemaTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String SCHEMA =
      """
      {"type": "object", "required": ["kind"], "additionalProperties": false,
       "properties": {"kind": {"enum": ["REST", "SOAP"]}, "name": {"type": "string", "pattern": "^[a-z]+$"},
        "retries": {"type": "integer", "exclusiveMinimum": 0}}}
      """;

  @Test
  void validate_soundDocument_findsNothing() throws Exception {
    assertThat(validate("{\"kind\":\"REST\",\"name\":\"abc\"}")).isEmpty();
  }

  /** A key that messages have too gets neither the message's title nor its codes. */
  @Test
  void validate_missingKey_isCalledByTheKeyAlone() throws Exception {
    assertThat(validate("{}")).containsExactly(new Finding("/kind", "缺少必填项“kind”", "请在顶层补填该字段"));
  }

  @Test
  void validate_wrongValues_areToldWithWhatIsAllowed() throws Exception {
    assertThat(validate("{\"kind\":\"FTP\",\"name\":\"A\",\"retries\":0}"))
        .containsExactlyInAnyOrder(
            new Finding("/kind", "“kind”的取值不在允许范围内", "请改用下列值之一：REST、SOAP"),
            new Finding("/name", "“name”的格式不对，应为与 ^[a-z]+$ 相符的文本", "请按规范修改"),
            new Finding("/retries", "“retries”不符合规范", "请对照规范中 exclusiveMinimum 的要求修改"));
  }

  private static List<Finding> validate(String document) throws Exception {
    return DocumentSchema.of(JSON.readTree(SCHEMA)).validate(JSON.readTree(document));
  }
}

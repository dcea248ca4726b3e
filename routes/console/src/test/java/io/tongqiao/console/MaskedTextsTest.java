package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTextsTest {

  private static final JsonNode MESSAGE =
      OperatorAnswer.read(
          "{\"id\": \"m-1\", \"subject\": \"610924202605010001\", \"data\": {\"case\": {\"caseNo\": \"610924202605010001\","
              + " \"item\": {\"name\": \"公共场所卫生许可\"}, \"projectName\": \"王示范的便利店\", \"party\": {\"partyType\": \"1\", \"name\": \"王示范\","
              + " \"idNumber\": \"610924190001010010\", \"address\": \"紫阳县城关镇示例路1号\","
              + " \"contact\": {\"name\": \"李示意\", \"mobile\": \"10000000003\"}}}}}");

  private static MaskedTexts texts() {
    return MaskedTexts.of(Optional.of(MESSAGE));
  }

  @Test
  void message_masked_keepsWhatIsNobodys() {
    JsonNode masked = texts().tree(MESSAGE);
    assertThat(masked.toString())
        .doesNotContain("王示范", "610924190001010010", "示例路1号", "李示意", "10000000003");
    assertThat(masked.at("/data/case/caseNo").asText()).isEqualTo("610924202605010001");
    assertThat(masked.at("/data/case/item/name").asText()).isEqualTo("公共场所卫生许可");
    assertThat(masked.at("/data/case/projectName").asText()).isEqualTo("王**的便利店");
    assertThat(masked.at("/data/case/party/address").asText()).isEqualTo("紫阳县城关******");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sqr\": \"王示范\", \"code\": \"200\"} | {\"sqr\": \"王**\", \"code\": \"200\"}",
        "<R><XM>赵生人</XM><STATE>1</STATE></R> | <R><XM>赵**</XM><STATE>1</STATE></R>",
        "<R><LXR><![CDATA[赵生人]]></LXR></R> | <R><LXR><![CDATA[赵**]]></LXR></R>",
        "证件 610921190001010038 不符 | 证件 610921********0038 不符",
        "办件 610924202605010001 已收 | 办件 610924202605010001 已收",
        "{\"phone\":\"10000000009\"} | {\"phone\":\"1**********\"}"
      })
  void wire_masked_hidesPersonsByValueByNameAndByShape(String wire, String masked) {
    assertThat(texts().text(wire, StandardCharsets.UTF_8)).isEqualTo(masked);
  }

  @Test
  void form_inAChineseCharset_isDecodedAndMasked() {
    Charset gb = Charset.forName("GB18030");
    String form = "xml=" + URLEncoder.encode("<A><FDDBR>x</FDDBR>王示范</A>", gb) + "&state=1";
    assertThat(texts().text(form, gb)).contains("王**", "state=1").doesNotContain("王示范", "%");
  }
}

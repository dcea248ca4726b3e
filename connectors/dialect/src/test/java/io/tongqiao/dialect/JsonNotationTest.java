package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tongqiao.dialect.TranslationException.Stage;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNotationTest {

  private static final Format JSON = Format.of(Format.Kind.JSON);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\": 1, \"a\": 2}; 字段重复",
        "{\"a\": 1} x; 语法错误",
        "{\"a\": 1}{\"b\": 2}; 语法错误",
        "{\"a\": ; 内容不完整",
        "<html/>; 语法错误",
        "'   '; 报文是空的",
      })
  void read_malformed_saysWhyWithoutQuotingIt(String wire, String why) {
    TranslationException refused = refused(wire.getBytes(UTF_8));

    assertThat(refused.stage()).isEqualTo(Stage.DECODE);
    assertThat(refused.finding().message()).contains(why);
  }

  @Test
  void read_fault_isLocatedAndKeepsPersonalDataOut() {
    TranslationException refused = refused("{\n  \"id\": 610924190001010010x}".getBytes(UTF_8));

    assertThat(refused.finding().field()).startsWith("第 2 行");
    assertThat(refused.getMessage()).doesNotContain("610924190001010010");
  }

  @Test
  void read_sixtyFourLevels_isTheLimit() throws Exception {
    assertThat(CodecBytes.read(JSON, "[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    assertThat(refused(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8)).finding().message())
        .contains("64 层");
  }

  @Test
  void read_bytesOfAnotherCharset_areRefusedNamingTheCharset() {
    TranslationException refused = refused("{\"a\":\"旬阳\"}".getBytes(Charset.forName("GBK")));

    assertThat(refused.finding().message()).contains("不是合法的 UTF-8");
  }

  @Test
  void read_byteOrderMark_isLeftOut() throws Exception {
    assertThat(CodecBytes.read(JSON, "\uFEFF{}")).isEmpty();
  }

  private static TranslationException refused(byte[] wire) {
    return catchThrowableOfType(TranslationException.class, () -> new Codec().decode(JSON, wire));
  }
}

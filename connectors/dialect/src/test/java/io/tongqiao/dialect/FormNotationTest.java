package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tongqiao.dialect.TranslationException.Stage;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormNotationTest {

  private static final Format GBK =
      CodecBytes.format(Format.Kind.FORM, Charset.forName("GBK"), Map.of());

  @Test
  void write_gbk_percentEncodesItsBytes() throws Exception {
    assertThat(CodecBytes.write(GBK, "{\"name\":\"陶 喆\",\"n\":1}"))
        .isEqualTo("name=%CC%D5+%86%B4&n=1");
  }

  @Test
  void read_gbk_percentEncodedOrRaw_isTheSame() throws Exception {
    var expected = CodecBytes.tree("{\"name\":\"陶 喆\",\"empty\":\"\",\"bare\":\"\"}");

    assertThat(read("name=%CC%D5+%86%B4&empty=&bare")).isEqualTo(expected);
    assertThat(CodecBytes.read(GBK, "name=陶+喆&&empty=&bare")).isEqualTo(expected);
  }

  @Test
  void read_duplicateField_isRefusedByName() {
    assertThat(refused("a=1&b=2&a=1").finding())
        .satisfies(f -> assertThat(f.field()).isEqualTo("/a"))
        .satisfies(f -> assertThat(f.message()).contains("重复"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%C", "a=%zz", "%=1"})
  void read_brokenPercent_isRefused(String wire) {
    assertThat(refused(wire).finding().message()).contains("%");
  }

  @Test
  void read_bytesThatAreNotOfTheCharset_areRefused() {
    assertThat(refused("a=%FF%FF").finding().message()).contains("GBK");
  }

  @Test
  void write_objectInAField_isRefusedInsteadOfLost() {
    TranslationException refused =
        catchThrowableOfType(
            TranslationException.class, () -> CodecBytes.write(GBK, "{\"a\":{\"b\":\"1\"}}"));

    assertThat(refused.stage()).isEqualTo(Stage.ENCODE);
    assertThat(refused.finding().field()).isEqualTo("/a");
  }

  @Test
  void nested_jsonInAField_isWrittenAndRead() throws Exception {
    var form =
        CodecBytes.format(Format.Kind.FORM, UTF_8, Map.of("/data", Format.of(Format.Kind.JSON)));
    String tree = "{\"data\":{\"a\":[1,{\"b\":\"&=\"}]}}";

    assertThat(CodecBytes.read(form, CodecBytes.write(form, tree)))
        .isEqualTo(CodecBytes.tree(tree));
  }

  private static Object read(String wire) throws TranslationException {
    return new Codec().decode(GBK, wire.getBytes(ISO_8859_1));
  }

  private static TranslationException refused(String wire) {
    return catchThrowableOfType(TranslationException.class, () -> read(wire));
  }
}

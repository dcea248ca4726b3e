package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tongqiao.dialect.TranslationException.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlNotationTest {

  private static final Format PLAIN = CodecBytes.xml(null, null, null);

  @Test
  void write_attributesAndText_standWhereTheyBelong() throws Exception {
    String xml = CodecBytes.write(PLAIN, "{\"R\":{\"#text\":\"a<b\",\"@id\":\"1\\\"2\"}}");

    assertThat(xml).isEqualTo("<R id=\"1&quot;2\">a&lt;b</R>");
  }

  @Test
  void read_attributesAndText_becomeKeys() throws Exception {
    assertThat(CodecBytes.read(PLAIN, "<R id='1'>a<!-- no --> b</R>"))
        .isEqualTo(CodecBytes.tree("{\"R\":{\"@id\":\"1\",\"#text\":\"a b\"}}"));
  }

  @Test
  void write_namespaces_areDeclaredOnTheRoot() throws Exception {
    Format format = CodecBytes.xml(Map.of("", "urn:d", "p", "urn:p"), null, null);

    assertThat(CodecBytes.write(format, "{\"R\":{\"p:Name\":\"x\",\"@p:a\":\"1\"}}"))
        .isEqualTo("<R xmlns=\"urn:d\" xmlns:p=\"urn:p\" p:a=\"1\"><p:Name>x</p:Name></R>");
  }

  @Test
  void read_anotherPrefixThanOurs_givesOurs() throws Exception {
    Format format = CodecBytes.xml(Map.of("p", "urn:p"), null, null);

    assertThat(CodecBytes.read(format, "<q:R xmlns:q='urn:p' q:a='1'><q:N>x</q:N></q:R>"))
        .isEqualTo(CodecBytes.tree("{\"p:R\":{\"@p:a\":\"1\",\"p:N\":\"x\"}}"));
  }

  @Test
  void read_undeclaredNamespace_isDropped() throws Exception {
    assertThat(CodecBytes.read(PLAIN, "<q:R xmlns:q='urn:p'><q:N/></q:R>"))
        .isEqualTo(CodecBytes.tree("{\"R\":{\"N\":\"\"}}"));
  }

  @Test
  void read_declaredRepeated_isAnArrayEvenOfOne() throws Exception {
    Format format = CodecBytes.xml(null, List.of("/RS/R"), null);

    assertThat(CodecBytes.read(format, "<RS><R>1</R></RS>").at("/RS/R").isArray()).isTrue();
    assertThat(CodecBytes.read(format, "<RS><R>1</R><N/><R>2</R></RS>").at("/RS/R")).hasSize(2);
  }

  @Test
  void read_undeclaredRepetition_isRefusedByPath() {
    TranslationException refused = unreadable("<RS><R>1</R><R>2</R></RS>");

    assertThat(refused.finding().field()).isEqualTo("/RS/R");
    assertThat(refused.finding().fix()).contains("repeated").contains("/RS/R");
  }

  @Test
  void cdata_withItsOwnEndInside_comesBackWhole() throws Exception {
    Format format = CodecBytes.xml(null, null, List.of("/R/D"));
    String tree = "{\"R\":{\"D\":\"<a>]]></a>\"}}";

    String xml = CodecBytes.write(format, tree);

    assertThat(xml).startsWith("<R><D><![CDATA[<a>");
    assertThat(CodecBytes.read(format, xml)).isEqualTo(CodecBytes.tree(tree));
  }

  @Test
  void nested_documentInAString_isWrittenAndReadAsTree() throws Exception {
    var inner = new Format(Format.Kind.XML, null, null, "gb2312", null, null, null, null);
    var outer =
        new Format(
            Format.Kind.XML,
            null,
            null,
            "none",
            null,
            null,
            List.of("/R/D"),
            Map.of("/R/D", inner));
    String tree = "{\"R\":{\"D\":{\"I\":{\"N\":\"旬阳\"}}}}";

    String xml = CodecBytes.write(outer, tree);

    assertThat(xml)
        .isEqualTo(
            "<R><D><![CDATA[<?xml version=\"1.0\" encoding=\"gb2312\"?><I><N>旬阳</N></I>]]></D></R>");
    assertThat(CodecBytes.read(outer, xml)).isEqualTo(CodecBytes.tree(tree));
  }

  @Test
  void nested_unreadableDocument_namesWhereItStands() {
    var outer =
        new Format(Format.Kind.XML, null, null, "none", null, null, null, Map.of("/R/D", PLAIN));

    TranslationException refused =
        catchThrowableOfType(
            TranslationException.class, () -> CodecBytes.read(outer, "<R><D>&lt;I&gt;</D></R>"));

    assertThat(refused.finding().field()).startsWith("/R/D 第 1 行");
  }

  @Test
  void prolog_namesTheDeclarationWhateverTheCharset() throws Exception {
    Format format = new Format(Format.Kind.XML, "GBK", null, "gb2312", null, null, null, null);

    assertThat(CodecBytes.write(format, "{\"R\":\"喆\"}"))
        .isEqualTo("<?xml version=\"1.0\" encoding=\"gb2312\"?><R>喆</R>");
    assertThat(CodecBytes.write(CodecBytes.format(Format.Kind.XML, UTF_8, null), "{\"R\":\"\"}"))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  }

  @Test
  void write_controlCharacter_isRefusedByPath() {
    TranslationException refused = unwritable(PLAIN, "{\"R\":{\"N\":[\"a\",\"b\\u0001\"]}}");

    assertThat(refused.stage()).isEqualTo(Stage.ENCODE);
    assertThat(refused.finding().field()).isEqualTo("/R/N");
  }

  @Test
  void write_controlCharacterInNestedDocument_isRefusedByItsWholePath() {
    var outer = CodecBytes.format(Format.Kind.FORM, UTF_8, Map.of("/xml", PLAIN));

    assertThat(unwritable(outer, "{\"xml\":{\"R\":{\"@a\":\"\\u0002\"}}}").finding().field())
        .isEqualTo("/xml/R/@a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a b\":\"\"}", "{\"1a\":\"\"}", "{\"R\":{\"@x=\":\"\"}}", "{\"R><Q\":1}"})
  void write_impossibleName_isRefused(String tree) {
    assertThat(unwritable(PLAIN, tree).finding().message()).contains("不能作 XML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"A\":1,\"B\":2}", "[]", "\"text\""})
  void write_notOneRoot_isRefused(String tree) {
    assertThat(unwritable(PLAIN, tree).finding().message()).contains("一个根元素");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE R><R/>",
        "<!DOCTYPE R [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><R>&e;</R>",
        "<!DOCTYPE R [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><R>&b;</R>",
        "<!DOCTYPE R SYSTEM \"http://127.0.0.1:9/r.dtd\"><R/>",
      })
  void read_doctype_isRefused(String xml) {
    assertThat(unreadable(xml).finding().message()).contains("DOCTYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<R>&e;</R>", "<R><N></R>", "<R/><R/>", "", "text", "<R>a & b</R>"})
  void read_malformed_isRefused(String xml) {
    assertThat(unreadable(xml).stage()).isEqualTo(Stage.DECODE);
  }

  @Test
  void read_sixtyFourLevels_isTheLimit() throws Exception {
    assertThat(CodecBytes.read(PLAIN, "<a>".repeat(64) + "</a>".repeat(64))).isNotEmpty();
    assertThat(unreadable("<a>".repeat(65) + "</a>".repeat(65)).finding().message())
        .contains("64 层");
  }

  private static TranslationException unreadable(String xml) {
    return catchThrowableOfType(TranslationException.class, () -> CodecBytes.read(PLAIN, xml));
  }

  private static TranslationException unwritable(Format format, String tree) {
    return catchThrowableOfType(TranslationException.class, () -> CodecBytes.write(format, tree));
  }
}

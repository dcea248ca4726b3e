package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Characters of names: in GBK but not in GB2312, and in GB18030 but not in GBK. What a charset
 * lacks is refused by path, never written as a question mark.
 */
class CharsetTest {

  private static final List<String> NOT_IN_GB2312 = List.of("堃", "喆", "镕");
  private static final List<String> NOT_IN_GBK = List.of("䶮", "㛃");
  private static final List<String> CHARSETS = List.of("UTF-8", "GBK", "GB2312", "GB18030");

  static Stream<Arguments> everyCase() {
    return CHARSETS.stream()
        .flatMap(
            charset ->
                Stream.concat(NOT_IN_GB2312.stream(), NOT_IN_GBK.stream())
                    .flatMap(name -> cases(charset, name)));
  }

  private static Stream<Arguments> cases(String charset, String character) {
    Charset c = Charset.forName(charset);
    var json = CodecBytes.format(Format.Kind.JSON, c, null);
    var xml = CodecBytes.format(Format.Kind.XML, c, null);
    var nested = CodecBytes.format(Format.Kind.FORM, c, Map.of("/x", xml));
    var deep = CodecBytes.format(Format.Kind.JSON, c, Map.of("/x", json));
    var form = CodecBytes.format(Format.Kind.FORM, c, null);
    var text = CodecBytes.format(Format.Kind.TEXT, c, null);
    String value = "\"王" + character + "\"";
    return Stream.of(
        Arguments.of(charset, character, json, "{\"a\":[{\"n\":" + value + "}]}", "/a/0/n"),
        Arguments.of(charset, character, json, "{" + value + ":1}", ""),
        Arguments.of(charset, character, xml, "{\"R\":{\"n\":" + value + "}}", "/R/n"),
        Arguments.of(charset, character, xml, "{\"R\":{\"@n\":" + value + "}}", "/R/@n"),
        Arguments.of(charset, character, form, "{\"n\":" + value + "}", "/n"),
        Arguments.of(charset, character, form, "{" + value + ":\"1\"}", ""),
        Arguments.of(charset, character, text, value, ""),
        Arguments.of(charset, character, nested, "{\"x\":{\"R\":{\"n\":" + value + "}}}", "/x/R/n"),
        Arguments.of(charset, character, deep, "{\"x\":{\"n\":" + value + "}}", "/x/n"));
  }

  @ParameterizedTest(name = "{0} {1} {3}")
  @MethodSource("everyCase")
  void write_rareCharacter_isWrittenOrRefusedByPath(
      String charset, String character, Format format, String tree, String path) throws Exception {
    if (writable(charset, character)) {
      JsonNode back = CodecBytes.read(format, CodecBytes.write(format, tree));
      assertThat(back).isEqualTo(CodecBytes.tree(tree));
      return;
    }
    TranslationException refused =
        catchThrowableOfType(TranslationException.class, () -> CodecBytes.write(format, tree));
    assertThat(refused.stage()).isEqualTo(Stage.ENCODE);
    assertThat(refused.finding().field()).isEqualTo(path);
    assertThat(refused.finding().message())
        .contains("“" + character + "”")
        .contains("U+%04X".formatted(character.codePointAt(0)))
        .contains(charset);
  }

  @Test
  void write_halfASurrogatePair_isRefusedInEveryCharset() {
    for (String charset : CHARSETS) {
      Format format = CodecBytes.format(Format.Kind.JSON, Charset.forName(charset), null);
      TranslationException refused =
          catchThrowableOfType(
              TranslationException.class, () -> CodecBytes.write(format, "{\"n\":\"\\ud840\"}"));
      assertThat(refused.finding().message()).contains("U+D840");
    }
  }

  private static boolean writable(String charset, String character) {
    return switch (charset) {
      case "GB2312" -> false;
      case "GBK" -> NOT_IN_GB2312.contains(character);
      default -> true;
    };
  }
}

package io.tongqiao.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What went over a wire, laid out for reading. */
class PrettyTextTest {

  @Test
  void json_isIndented() {
    assertThat(PrettyText.of("{\"a\":{\"b\":1}}")).hasLineCount(5).contains("\"b\" : 1");
  }

  @Test
  void xml_isIndented_alsoOfAnotherCharset() {
    assertThat(PrettyText.of("<?xml version=\"1.0\" encoding=\"gb2312\"?><R><A>甲</A><B/></R>"))
        .isEqualTo("<R>\n  <A>甲</A>\n  <B/>\n</R>");
  }

  @Test
  void form_hasALineEach_andDocumentsInItLaidOut() {
    assertThat(PrettyText.of("x=<R><A>1&amp;2</A></R>&y=2"))
        .isEqualTo("x=\n<R>\n  <A>1&amp;2</A>\n</R>\ny=2");
  }

  @Test
  void whatIsNeither_staysAsItIs() {
    assertThat(PrettyText.of("<R><A>1</R>")).isEqualTo("<R><A>1</R>");
    assertThat(PrettyText.of("{ kein JSON")).isEqualTo("{ kein JSON");
    assertThat(PrettyText.of("")).isEmpty();
  }

  @Test
  void entitiesFromElsewhere_areNotFetched() {
    String text = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>";
    assertThat(PrettyText.of(text)).isEqualTo(text);
  }

  @Test
  void longText_isCut() {
    assertThat(PrettyText.of("<" + "a".repeat(300_000))).hasSize(200_002).endsWith("…");
  }
}

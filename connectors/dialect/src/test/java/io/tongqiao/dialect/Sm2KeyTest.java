package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sm2KeyTest {

  /** GB/T 32918.5-2017, the example of encryption: key, ciphertext and text. */
  private static final String KEY =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";

  private static final String X =
      "04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73";
  private static final String Y =
      "E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0";
  private static final String HASH =
      "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766";
  private static final String TEXT = "21886CA989CA9C7D58087307CA93092D651EFA";
  private static final byte[] PLAIN = "encryption standard".getBytes(US_ASCII);

  private final Sm2Key key = Sm2Key.of(KEY).orElseThrow();

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  @Test
  void open_standardExample_isItsText() {
    assertThat(key.open(base64("04" + X + Y + HASH + TEXT))).hasValue(PLAIN);
  }

  @Test
  void open_standardExampleAsDer_isItsText() {
    String der = "307C0220" + X + "022100" + Y + "0420" + HASH + "0413" + TEXT;

    assertThat(key.open(base64(der))).hasValue(PLAIN);
  }

  @Test
  void open_linesOfBase64_areOneText() {
    String text = base64("04" + X + Y + HASH + TEXT);

    assertThat(key.open(text.substring(0, 64) + "\r\n" + text.substring(64) + "\n"))
        .hasValue(PLAIN);
  }

  @Test
  void seal_anyText_opensWithTheSameKeyOnly() {
    String sealed = key.seal("{\"holder\":\"郑示例\"}");

    assertThat(key.open(sealed)).hasValue("{\"holder\":\"郑示例\"}".getBytes(UTF_8));
    assertThat(Sm2Key.random(new SecureRandom()).open(sealed)).isEmpty();
    assertThat(key.seal("a")).isNotEqualTo(key.seal("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!!!",
        "BA==",
        "MA==",
        "MAMCAQE=",
        "MHwCIA==",
        "{\"number\":\"1\"}",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void open_noCiphertext_isNothing(String text) {
    assertThat(key.open(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 33, 65, 97, 115})
  void open_oneByteChanged_isNothing(int index) {
    byte[] sealed = HexFormat.of().parseHex("04" + X + Y + HASH + TEXT);
    sealed[index] ^= 1;

    assertThat(key.open(Base64.getEncoder().encodeToString(sealed))).isEmpty();
  }

  @Test
  void of_numberOnTheCurve_isReadAndWrittenAlike() {
    String one = "0".repeat(63) + "1";

    assertThat(Sm2Key.of(one).orElseThrow().hex()).isEqualTo(one);
    assertThat(key.hex()).isEqualToIgnoringCase(KEY);
    assertThat(Sm2Key.random(new SecureRandom()).hex()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123",
        "g000000000000000000000000000000000000000000000000000000000000001"
      })
  void of_noKeyOfTheCurve_isEmpty(String hex) {
    assertThat(Sm2Key.of(hex)).isEmpty();
  }
}

package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SM2, SM3 and SM4 against the examples of their standards. */
class NationalCryptoTest {

  private static final HexFormat HEX = HexFormat.of();

  /** GB/T 32918.5-2017, the example of a signature: key, r and s. */
  private static final String KEY =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";

  private static final String PUBLIC =
      "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
          + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
  private static final String R =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
  private static final String S =
      "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
  private static final byte[] TEXT = "message digest".getBytes(US_ASCII);

  @Test
  void sm3_abc_isTheStandardsDigest() {
    assertThat(Digests.sm3("abc".getBytes(US_ASCII)))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }

  @Test
  void sm4_standardExample_isItsBlock() {
    String key = "0123456789abcdeffedcba9876543210";
    byte[] closed = Sm4Key.of(key).orElseThrow().close(HEX.parseHex(key));

    assertThat(HEX.formatHex(Arrays.copyOf(closed, 16)))
        .isEqualTo("681edf34d206965e86b3e94f536e4246");
    assertThat(closed).as("one block of padding").hasSize(32);
  }

  @Test
  void sm4_anyText_opensWithTheSameKeyOnly() {
    Sm4Key key = Sm4Key.of("0123456789abcdeffedcba9876543210").orElseThrow();
    byte[] closed = key.close("示例".getBytes(UTF_8));

    assertThat(key.open(closed)).hasValue("示例".getBytes(UTF_8));
    assertThat(key.open(Arrays.copyOf(closed, 15))).isEmpty();
    assertThat(key.open(new byte[0])).isEmpty();
    assertThat(Sm4Key.of("1123456789abcdeffedcba9876543210").orElseThrow().open(closed))
        .isNotEqualTo(java.util.Optional.of("示例".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcdeffedcba98765432", "0123456789abcdeffedcba987654321g"})
  void sm4_noKey_isNone(String hex) {
    assertThat(Sm4Key.of(hex)).isEmpty();
  }

  @Test
  void sm2_standardExample_verifies() {
    Sm2Key key = Sm2Key.of(PUBLIC).orElseThrow();

    assertThat(key.verifies(TEXT, HEX.parseHex(R + S))).isTrue();
    assertThat(key.verifies("message digesT".getBytes(US_ASCII), HEX.parseHex(R + S))).isFalse();
  }

  @Test
  void sm2_privateKey_hasTheStandardsPublicKey() {
    assertThat(Sm2Key.of(KEY).orElseThrow().publicHex()).isEqualToIgnoringCase(PUBLIC);
    assertThat(Sm2Key.of(PUBLIC.substring(2))).as("without 04").isPresent();
  }

  @Test
  void sm2_ownSignature_verifiesWithThePublicHalf() {
    Sm2Key key = Sm2Key.random(new SecureRandom());
    byte[] signature = key.sign(TEXT);

    assertThat(Sm2Key.of(key.publicHex()).orElseThrow().verifies(TEXT, signature)).isTrue();
    assertThat(Sm2Key.random(new SecureRandom()).verifies(TEXT, signature)).isFalse();
    assertThat(key.verifies(TEXT, new byte[] {1, 2, 3})).as("no signature at all").isFalse();
  }

  @Test
  void sm2_publicHalf_sealsButDoesNotOpen() {
    Sm2Key key = Sm2Key.of(KEY).orElseThrow();
    Sm2Key half = Sm2Key.of(PUBLIC).orElseThrow();
    String sealed = half.seal("示例");

    assertThat(key.open(sealed)).hasValue("示例".getBytes(UTF_8));
    assertThat(half.open(sealed)).isEmpty();
  }

  @Test
  void sm2_pointBesideTheCurve_isNoKey() {
    assertThat(Sm2Key.of(PUBLIC.substring(0, 128) + "15")).isEmpty();
  }
}

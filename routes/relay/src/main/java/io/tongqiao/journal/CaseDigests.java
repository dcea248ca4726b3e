package io.tongqiao.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.stereotype.Component;

/**
 * Keyed digests of names and numbers: HMAC (GB/T 15852.2) with SM3, the first 128 bits in hex. Full
 * and half width, upper and lower case, and blanks make no difference.
 */
@Component
class CaseDigests {

  private static final int BYTES = 16;

  private final KeyParameter key;

  CaseDigests(SearchKey key) {
    this.key = new KeyParameter(key.bytes());
  }

  /** Of a name; empty for none. */
  String name(String name) {
    return digest("name ", name);
  }

  /** Of the number of an identity card, a licence, and so on; empty for none. */
  String code(String code) {
    return digest("code ", code);
  }

  /** Tells one key from another. */
  String mark() {
    return digest("mark ", "case_index");
  }

  private String digest(String kind, String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .replaceAll("\\s", "")
            .toUpperCase(Locale.ROOT);
    if (plain.isEmpty()) {
      return "";
    }
    byte[] bytes = (kind + plain).getBytes(UTF_8);
    var mac = new HMac(new SM3Digest());
    mac.init(key);
    mac.update(bytes, 0, bytes.length);
    var whole = new byte[mac.getMacSize()];
    mac.doFinal(whole, 0);
    return HexFormat.of().formatHex(whole, 0, BYTES);
  }
}

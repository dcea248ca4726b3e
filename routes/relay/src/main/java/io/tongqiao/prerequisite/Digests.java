package io.tongqiao.prerequisite;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/** SHA-256 and SM3 (GB/T 32905) of one file, in one pass. */
final class Digests {

  private final MessageDigest sha256 = sha256();
  private final SM3Digest sm3 = new SM3Digest();

  void update(byte[] bytes, int length) {
    sha256.update(bytes, 0, length);
    sm3.update(bytes, 0, length);
  }

  ContentStore.Content content(long size) {
    var digest = new byte[sm3.getDigestSize()];
    sm3.doFinal(digest, 0);
    HexFormat hex = HexFormat.of();
    return new ContentStore.Content(hex.formatHex(sha256.digest()), hex.formatHex(digest), size);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.tongqiao.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

final class Digests {

  private Digests() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  /** How a ledger writes what was asked for, which may be a person's number; empty for nothing. */
  static String subject(String text) {
    return text.isEmpty()
        ? ""
        : hex(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A receipt number that looks like another: letters stay, digits come from what the number is
   * for, so that the same work always has the same number. Has at least twelve digits.
   */
  static String receiptLike(String like, String work) {
    byte[] digest = sha256(work.getBytes(StandardCharsets.UTF_8));
    var number = new StringBuilder();
    int used = 0;
    for (int i = 0; i < like.length(); i++) {
      char c = like.charAt(i);
      number.append(Character.isDigit(c) ? digit(digest, used++) : c);
    }
    while (used < 12) {
      number.append(digit(digest, used++));
    }
    return number.toString();
  }

  private static char digit(byte[] digest, int index) {
    return (char) ('0' + Math.floorMod(digest[index % digest.length], 10));
  }
}

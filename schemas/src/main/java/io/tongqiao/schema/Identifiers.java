package io.tongqiao.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Check digits of the identifiers that cases carry. */
public final class Identifiers {

  private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern USCC = Pattern.compile("[" + USCC_ALPHABET + "]{18}");
  private static final int[] USCC_WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  private static final Pattern ID_NUMBER = Pattern.compile("[1-9]\\d{16}[0-9X]");
  private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String ID_CHECKS = "10X98765432";

  private static final String MOD_37_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "1\\.2\\.156\\.3005\\.2\\.([0-9A-Z]{21})\\.([0-9A-Z]{18})\\.([0-9A-Z]{1,32})\\.([0-9A-Z]{3})\\.([0-9A-Z])");

  private Identifiers() {}

  /**
   * Whether this is a 统一社会信用代码 with a right check digit: GB 32100-2015, 18 upper-case characters,
   * modulo 31.
   */
  public static boolean uscc(String code) {
    if (!USCC.matcher(code).matches()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < USCC_WEIGHTS.length; i++) {
      sum += USCC_ALPHABET.indexOf(code.charAt(i)) * USCC_WEIGHTS[i];
    }
    return USCC_ALPHABET.indexOf(code.charAt(17)) == (31 - sum % 31) % 31;
  }

  /** A 统一社会信用代码 as the standard writes it: without surrounding blanks and in upper case. */
  public static String normalizeUscc(String code) {
    return code.strip().toUpperCase(Locale.ROOT);
  }

  /**
   * Whether this is a 公民身份号码 of 18 characters with a right check character (GB 11643-1999,
   * upper-case X) and a birth date of the calendar between 1900 and 2099.
   */
  public static boolean idNumber(String number) {
    if (!ID_NUMBER.matcher(number).matches() || !birthDateExists(number)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < ID_WEIGHTS.length; i++) {
      sum += (number.charAt(i) - '0') * ID_WEIGHTS[i];
    }
    return ID_CHECKS.charAt(sum % 11) == number.charAt(17);
  }

  /**
   * Whether this is a 电子证照标识 with a right check character: GB/T 36904, six parts joined by dots
   * after the arc 1.2.156.3005.2, ISO 7064 MOD 37,36 over type, issuer, serial number and version
   * without dots. Issuers are known that compute it otherwise: warn of a wrong one, do not refuse
   * it.
   */
  public static boolean certificate(String identifier) {
    Matcher parts = CERTIFICATE.matcher(identifier);
    if (!parts.matches()) {
      return false;
    }
    String body = parts.group(1) + parts.group(2) + parts.group(3) + parts.group(4);
    return mod37(body) == parts.group(5).charAt(0);
  }

  /**
   * A 电子证照标识 with its check character, GB/T 36904.
   *
   * @param type 证照类型代码, 21 characters
   * @param issuer 统一社会信用代码 of who issued it
   * @param number 证照编号, of which letters and digits make the serial number, the last 32 of them
   * @param version 3 digits
   * @throws IllegalArgumentException when a part is not of this form
   */
  public static String certificate(String type, String issuer, String number, String version) {
    String letters = number.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
    String serial = letters.substring(Math.max(0, letters.length() - 32));
    char check = mod37(type + issuer + serial + version);
    String identifier =
        String.join(".", "1.2.156.3005.2", type, issuer, serial, version, String.valueOf(check));
    if (!CERTIFICATE.matcher(identifier).matches()) {
      throw new IllegalArgumentException(
          "type, issuer, number and version make no certificate identifier");
    }
    return identifier;
  }

  private static char mod37(String body) {
    int product = 36;
    for (int i = 0; i < body.length(); i++) {
      int sum = (product + MOD_37_ALPHABET.indexOf(body.charAt(i))) % 36;
      product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return MOD_37_ALPHABET.charAt((37 - product) % 36);
  }

  private static boolean birthDateExists(String number) {
    try {
      int year =
          LocalDate.of(digits(number, 6, 10), digits(number, 10, 12), digits(number, 12, 14))
              .getYear();
      return year >= 1900 && year <= 2099;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static int digits(String number, int from, int to) {
    return Integer.parseInt(number, from, to, 10);
  }
}

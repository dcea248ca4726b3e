package io.tongqiao.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** What a password must be, and how it is kept: by Spring Security's delegating encoder. */
@Component
class Passwords {

  /** Without letters and digits that look like others. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int GENERATED = 16;

  /** bcrypt looks at no more. */
  private static final int LONGEST_BYTES = 72;

  private static final int FEWEST_DIFFERENT = 5;

  private final PasswordEncoder encoder =
      PasswordEncoderFactories.createDelegatingPasswordEncoder();
  private final SecureRandom random = new SecureRandom();
  private final int shortest;
  private final String nobodys;

  Passwords(PeopleProperties settings) {
    this.shortest = settings.passwordLength();
    this.nobodys = encoder.encode(generate());
  }

  /** A password for someone to change. */
  final String generate() {
    var password = new StringBuilder();
    for (int i = 0; i < GENERATED; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }

  String hash(String password) {
    return encoder.encode(password);
  }

  /** Whether it is the password; an account without one has none that is. */
  boolean matches(String password, String hash) {
    return encoder.matches(password, hash.isEmpty() ? nobodys : hash) && !hash.isEmpty();
  }

  /** Takes as long as {@link #matches}, so that nobody learns which accounts there are. */
  void matchesNobody(String password) {
    encoder.matches(password, nobodys);
  }

  /** What is wrong with a new password. */
  Optional<String> fault(String name, String password) {
    if (password.codePointCount(0, password.length()) < shortest) {
      return Optional.of("新密码至少要 " + shortest + " 个字符");
    }
    if (password.getBytes(UTF_8).length > LONGEST_BYTES) {
      return Optional.of("新密码太长，至多 " + LONGEST_BYTES + " 个字节（一个汉字占 3 个）");
    }
    if (password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("新密码不能含有账户名");
    }
    if (password.chars().distinct().count() < FEWEST_DIFFERENT) {
      return Optional.of("新密码太简单，至少要有 " + FEWEST_DIFFERENT + " 种不同的字符");
    }
    return Optional.empty();
  }
}

package io.tongqiao.simulator;

import io.tongqiao.dialect.Format;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a Content-Type header with what a format demands. */
final class ContentTypes {

  private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([^\";\\s]+)");

  private ContentTypes() {}

  /**
   * What is wrong with a header, if anything; a header without charset is taken to mean the
   * format's.
   */
  static Optional<String> complaint(String header, Format format) {
    String type = header.split(";", 2)[0].strip();
    return type.toLowerCase(Locale.ROOT).equals(format.contentType().toLowerCase(Locale.ROOT))
        ? charset(header, format.wireCharset())
        : Optional.of("Content-Type 应为 " + format.contentTypeHeader());
  }

  /** What is wrong with a header's charset, if anything. */
  static Optional<String> charset(String header, Charset wanted) {
    Matcher charset = CHARSET.matcher(header);
    return !charset.find() || same(charset.group(1), wanted)
        ? Optional.empty()
        : Optional.of("字符集应为 " + wanted.name());
  }

  private static boolean same(String name, Charset wanted) {
    try {
      return Charset.forName(name).equals(wanted);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}

package io.tongqiao.dialect.ferry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one side says of a day where nothing is acknowledged: {@code <system>_<yyyyMMdd>_sent.list}
 * or {@code …_received.list}, a line {@code <digest of .sm3's first file> <package>} for each, and
 * {@code # <count>} last, without which it is not whole.
 *
 * @param kind what the packages were
 * @param day when it was made up
 * @param packages digest by name
 */
public record DayList(Kind kind, LocalDate day, Map<String, String> packages) {

  /** Seen from whoever wrote it. */
  public enum Kind {
    SENT,
    RECEIVED
  }

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9-]{1,41}_(\\d{8})_(sent|received)\\.list");
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  /** Whether a file is named as a list. */
  public static boolean isNamed(String file) {
    return NAME.matcher(file).matches();
  }

  /** The name of its file. */
  public String file(String system) {
    return system
        + "_"
        + day.format(DAY)
        + "_"
        + kind.name().toLowerCase(java.util.Locale.ROOT)
        + ".list";
  }

  /** The bytes of its file. */
  public byte[] bytes() {
    var text = new StringBuilder();
    new TreeMap<>(packages)
        .forEach((name, sm3) -> text.append(sm3).append("  ").append(name).append('\n'));
    return text.append("# ").append(packages.size()).append('\n').toString().getBytes(US_ASCII);
  }

  /** Reads one; empty where it is not whole. */
  public static Optional<DayList> read(String file, byte[] bytes) {
    Matcher name = NAME.matcher(file);
    String text = new String(bytes, US_ASCII);
    Matcher end = Pattern.compile("(?:^|\\n)# (\\d{1,9})\\s*$").matcher(text);
    if (!name.matches() || !end.find()) {
      return Optional.empty();
    }
    Map<String, String> packages = new TreeMap<>();
    String lines = text.substring(0, end.start());
    if (!lines.isBlank()) {
      Optional<Map<String, String>> read = Box.digests(lines);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      packages = read.get();
    }
    if (packages.size() != Integer.parseInt(end.group(1))) {
      return Optional.empty();
    }
    Kind kind = name.group(2).equals("sent") ? Kind.SENT : Kind.RECEIVED;
    return Optional.of(new DayList(kind, LocalDate.parse(name.group(1), DAY), packages));
  }
}

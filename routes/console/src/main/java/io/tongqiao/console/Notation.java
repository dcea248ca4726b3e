package io.tongqiao.console;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Rate;
import io.tongqiao.dialect.Window;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Values of a descriptor as {@code system.yaml} writes them. */
public final class Notation {

  private Notation() {}

  /**
   * {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}: the largest unit that is whole.
   */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1000 != 0) {
      return millis == 0 ? "0s" : millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 != 0 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** {@code 10/s}, {@code 600/min}, {@code 1000/h}. */
  public static String of(Rate rate) {
    long seconds = rate.per().toSeconds();
    return rate.count() + (seconds == 1 ? "/s" : seconds == 60 ? "/min" : "/h");
  }

  /** {@code 2MiB}, {@code 64KiB}, {@code 100B}. */
  public static String bytes(long bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes % 1024 == 0 ? bytes / 1024 + "KiB" : bytes + "B";
  }

  /** {@code 08:30-12:00}, in the order of the day. */
  public static List<String> hours(Window window) {
    return window.hours().stream().map(h -> time(h.from()) + "-" + time(h.to())).toList();
  }

  private static String time(int minutes) {
    return "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }

  /** The kind of authentication. */
  public static String auth(Descriptor system) {
    return system.auth().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** An address without what may be secret in it: who signs in, and a database's properties. */
  public static String address(URI address) {
    return address.toString().replaceFirst("//[^/@]*@", "//").replaceFirst("[?;].*", "");
  }
}

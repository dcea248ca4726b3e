package io.tongqiao.dialect;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many within a time.
 *
 * @param count from 1
 * @param per a second, a minute or an hour
 */
public record Rate(int count, Duration per) {

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})/(s|min|h)");

  /** Reads {@code 10/s}, {@code 600/min} or {@code 1000/h}; the count has at most six digits. */
  public static Rate of(String text) {
    Matcher rate = TEXT.matcher(text);
    if (!rate.matches()) {
      throw new IllegalArgumentException("not a rate, such as 10/s, 600/min or 1000/h: " + text);
    }
    Duration per =
        switch (rate.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "min" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return new Rate(Integer.parseInt(rate.group(1)), per);
  }

  /** From one to the next when they are spread evenly. */
  public Duration interval() {
    return per.dividedBy(count);
  }
}

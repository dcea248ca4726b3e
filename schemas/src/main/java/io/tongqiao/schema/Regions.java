package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Administrative divisions (行政区划), GB/T 2260 and the statistical codes of towns and villages: 6, 9
 * or 12 digits, higher levels padded with zeros. The list in this jar is that of Ankang; a site
 * elsewhere brings its own.
 */
public final class Regions {

  private static final Pattern CODE = Pattern.compile("\\d{2,12}");
  private static final int COUNTY = 6;

  private record Alias(String code, LocalDate from) {}

  private final Map<String, String> names;
  private final Map<String, Alias> aliases;

  private Regions(Map<String, String> names, Map<String, Alias> aliases) {
    this.names = names;
    this.aliases = aliases;
  }

  /** Reads the divisions in this jar. */
  public static Regions load() {
    return of(Resources.json("regions/regions.json"));
  }

  /**
   * Reads a site's own divisions, of the format of {@code regions/regions.json}.
   *
   * @throws UncheckedIOException when it is not JSON
   */
  public static Regions of(InputStream json) {
    try {
      return of(Resources.json(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the divisions are not readable as JSON", e);
    }
  }

  private static Regions of(JsonNode json) {
    Map<String, String> names = new HashMap<>();
    for (JsonNode region : json.path("regions")) {
      names.put(significant(region.path("code").asText()), region.path("name").asText());
    }
    Map<String, Alias> aliases = new HashMap<>();
    for (JsonNode alias : json.path("aliases")) {
      LocalDate from = LocalDate.parse(alias.path("from").asText());
      aliases.put(alias.path("old").asText(), new Alias(alias.path("current").asText(), from));
    }
    return new Regions(Map.copyOf(names), Map.copyOf(aliases));
  }

  /** The name of a division, whichever number of digits its code is written with. */
  public Optional<String> name(String code) {
    return Optional.ofNullable(names.get(significant(code)));
  }

  /** Whether the division, or for a town or village the county it belongs to, is in the list. */
  public boolean known(String code) {
    String significant = significant(code);
    return names.containsKey(significant)
        || (significant.length() > COUNTY && names.containsKey(significant.substring(0, COUNTY)));
  }

  /**
   * The code that a division goes by on a day, of the same length: 旬阳 was 610928 (county) and has
   * been 610981 (city) since 2021. The day in the list, 2021-01-01, is general knowledge [K], not
   * read in the announcement.
   */
  public String current(String code, LocalDate on) {
    if (code.length() < COUNTY) {
      return code;
    }
    Alias alias = aliases.get(code.substring(0, COUNTY));
    if (alias == null || on.isBefore(alias.from())) {
      return code;
    }
    return alias.code() + code.substring(COUNTY);
  }

  /**
   * A code written with 6, 9 or 12 digits: zeros are added or cut at the end.
   *
   * @throws IllegalArgumentException when the code is not of 2 to 12 digits, another length is
   *     asked for, or a digit other than zero would be cut
   */
  public static String pad(String code, int digits) {
    if (!CODE.matcher(code).matches() || (digits != 6 && digits != 9 && digits != 12)) {
      throw new IllegalArgumentException("a division has 2 to 12 digits, padded to 6, 9 or 12");
    }
    if (code.length() <= digits) {
      return code + "0".repeat(digits - code.length());
    }
    if (!code.substring(digits).chars().allMatch(c -> c == '0')) {
      throw new IllegalArgumentException(
          "division " + code + " does not fit " + digits + " digits");
    }
    return code.substring(0, digits);
  }

  /**
   * Whether a division is the outer one or lies in it; zeros that pad the outer code are not looked
   * at.
   */
  public static boolean within(String outerPrefix, String code) {
    return code.startsWith(significant(outerPrefix));
  }

  private static String significant(String code) {
    String rest = code;
    while (rest.length() > COUNTY && rest.endsWith("000")) {
      rest = rest.substring(0, rest.length() - 3);
    }
    while (rest.length() > 2 && rest.length() <= COUNTY && rest.endsWith("00")) {
      rest = rest.substring(0, rest.length() - 2);
    }
    return rest;
  }
}

package io.tongqiao.console.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the fields of a message stand in its text, so that a person can be shown them. */
final class JsonPlaces {

  private static final JsonFactory JSON = new JsonFactory();

  /** What an operator may not change, and need not be shown. */
  private static final Set<String> FIXED =
      Set.of("/id", "/source", "/type", "/subject", "/data/case/caseNo");

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{2,}");
  private static final Pattern CHARACTER = Pattern.compile("“(.{1,2})”（U\\+[0-9A-F]{4,6}）");
  private static final int TELLING = 3;

  /**
   * A stretch of the text.
   *
   * @param pointer of the field (RFC 6901)
   * @param line from 1
   * @param from offset of the first character
   * @param to offset behind the last one
   */
  record Place(String pointer, int line, int from, int to) {}

  private record Value(Place place, String text) {}

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Optional<Place> broken;

  private JsonPlaces(String text) {
    broken = read(text);
  }

  /** Reads a text, as far as it is JSON. */
  static JsonPlaces of(String text) {
    return new JsonPlaces(text);
  }

  private Optional<Place> read(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() || token.isStructStart()) {
          String pointer = parser.getParsingContext().pathAsPointer().toString();
          int line = parser.currentTokenLocation().getLineNr();
          int from = (int) parser.currentTokenLocation().getCharOffset();
          String value = parser.getText();
          int to = (int) parser.currentLocation().getCharOffset();
          String told = token.isScalarValue() ? value : "";
          values.put(pointer, new Value(new Place(pointer, line, from, to), told));
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
      int at = (int) Math.min(text.length(), Math.max(0, where.getCharOffset()));
      return Optional.of(new Place("", Math.max(1, where.getLineNr()), Math.max(0, at - 1), at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it ceases to be JSON; empty when it is. */
  Optional<Place> broken() {
    return broken;
  }

  /** Where a field stands; of one that is missing, where its parent does. */
  Optional<Place> find(String pointer) {
    String at = pointer;
    while (!values.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return Optional.ofNullable(values.get(at))
        .map(found -> new Place(pointer, found.place.line, found.place.from, found.place.to));
  }

  /** The fields that words about a fault name: by pointer, by name, by value, or by a character. */
  List<Place> namedIn(String words) {
    Set<String> names = new java.util.HashSet<>();
    Matcher word = WORD.matcher(words);
    while (word.find()) {
      names.add(plain(word.group()));
    }
    Matcher character = CHARACTER.matcher(words);
    Optional<String> bad =
        character.find() ? Optional.of(character.group(1)) : Optional.<String>empty();
    List<Place> named = new ArrayList<>();
    values.forEach(
        (pointer, value) -> {
          boolean told =
              names.contains(plain(pointer.substring(pointer.lastIndexOf('/') + 1)))
                  || (value.text.length() >= TELLING && words.contains(value.text))
                  || bad.filter(value.text::contains).isPresent();
          if (told && !value.text.isEmpty() && !FIXED.contains(pointer)) {
            named.add(value.place);
          }
        });
    return named;
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}

package io.tongqiao.systems;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.CaseMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sample of a real folder, with something changed in it, told to its system or by it. */
final class Told {

  private static final Path HERE = Path.of("").toAbsolutePath();

  private final Dialect dialect;
  private final Sample sample;

  private Told(Dialect dialect, Sample sample) {
    this.dialect = dialect;
    this.sample = sample;
  }

  static Told of(String system, String name) {
    try {
      Folder folder = Folder.read(HERE.resolve(system));
      Sample sample =
          Sample.of(folder).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
      return new Told(Dialect.compile(folder), sample);
    } catch (BrokenFolderException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * With another text in the place of what a pattern finds in one of its files; it must be there.
   */
  Told but(String stem, String pattern, String other) {
    String file = sample.fileName(stem).orElseThrow();
    String before = new String(sample.files().get(file), UTF_8);
    Matcher found = Pattern.compile(pattern).matcher(before);
    if (!found.find()) {
      throw new IllegalArgumentException(sample.name() + "/" + file + " has no " + pattern);
    }
    var files = new TreeMap<>(sample.files());
    files.put(file, found.replaceAll(other).getBytes(UTF_8));
    return new Told(dialect, new Sample(sample.name(), sample.part(), sample.failing(), files));
  }

  /** All of it on the same day of another year. */
  Told in(int year) {
    return but("canonical", "\"20\\d\\d(-\\d\\d-\\d\\dT)", "\"" + year + "$1");
  }

  /** What goes out. */
  JsonNode request() throws TranslationException {
    return new SampleRun(dialect, sample).draft().tree();
  }

  /** What is lost on the way, as the delivery shows it. */
  List<String> lossy() throws TranslationException {
    return new SampleRun(dialect, sample).draft().lossy();
  }

  /** The message that is told. */
  CaseMessage message() {
    return new SampleRun(dialect, sample).message();
  }

  /** Whether its system fetches or says it at a door. */
  boolean door() {
    return new SampleRun(dialect, sample).inbound();
  }

  /** A golden: {@code request}, {@code receipt}, {@code news} or {@code canonical}. */
  String golden(String stem) throws TranslationException {
    Map<String, String> goldens = new SampleRun(dialect, sample).goldens();
    return goldens.keySet().stream()
        .filter(name -> name.startsWith(stem + "."))
        .findFirst()
        .map(goldens::get)
        .orElseThrow();
  }

  /** A golden in JSON. */
  JsonNode tree(String stem) throws TranslationException {
    try {
      return new JsonMapper().readTree(golden(stem));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the system's answer is taken for: CONFIRMED, REJECTED or NOT_NOW. */
  String outcome() throws TranslationException {
    return tree("receipt").path("outcome").asText();
  }
}

package io.tongqiao.bench.translation;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.EventType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What is translated of one folder: the first sample of a call that carries a message, and the
 * first at a door that takes. A folder without such a door says what it has to say in its answers:
 * there it is the answer of the same sample.
 *
 * @param door empty for none
 */
record Pair(Dialect dialect, SampleRun call, String door, byte[] said) {

  /** Of the code tables that hold where what came has no time of its own. */
  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

  static Pair of(Path directory) throws BrokenFolderException, TranslationException {
    Folder folder = Folder.read(directory);
    Dialect dialect = Dialect.compile(folder);
    var samples = Sample.of(folder).stream().filter(sample -> !sample.failing()).toList();
    Sample call =
        samples.stream()
            .filter(s -> dialect.descriptor().operations().containsKey(s.part()))
            .filter(s -> s.pulls() || s.files().containsKey("canonical.json"))
            .min(Comparator.comparing(Pair::asks))
            .orElseThrow();
    Optional<Sample> said = samples.stream().filter(sample -> takes(dialect, sample)).findFirst();
    return new Pair(
        dialect,
        new SampleRun(dialect, call),
        said.map(Sample::part).orElse(""),
        said.isPresent() ? new SampleRun(dialect, said.get()).inboundBytes() : new byte[0]);
  }

  /** Whether it asks for a document: where a folder also takes cases, these are what it is for. */
  private static boolean asks(Sample sample) {
    String type = sample.tree("canonical").path("type").asText();
    return sample.pulls()
        || EventType.ofType(type).equals(Optional.of(EventType.PREREQUISITE_ASKED));
  }

  private static boolean takes(Dialect dialect, Sample sample) {
    return Optional.ofNullable(dialect.descriptor().doors().get(sample.part()))
        .filter(door -> door.gives().isEmpty())
        .isPresent();
  }

  /** From the text of the canonical message, or of the pull, to the text that goes out. */
  Object out() throws TranslationException {
    return dialect.readable(call.draft());
  }

  /** From the bytes that came to the canonical message, or to what an answer tells. */
  Object in() throws TranslationException {
    return door.isEmpty() ? call.told() : dialect.canonical(door, said, Map.of(), Map.of(), DAY);
  }
}

package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.TreeMap;

/** Two systems that hold documents: a library that answers at once, a laboratory by messages. */
final class HolderFolder {

  private static final Path HERE = Path.of("src", "test", "systems");

  private HolderFolder() {}

  static Folder library() {
    return Folder.read(HERE.resolve("test-library"));
  }

  static Folder laboratory() {
    return Folder.read(HERE.resolve("test-laboratory"));
  }

  /** With one text of one file replaced, which must be there. */
  static Folder replaced(Folder folder, String file, String from, String to) {
    String before = folder.text(file).orElseThrow();
    if (!before.contains(from)) {
      throw new IllegalArgumentException(file + " does not hold: " + from);
    }
    return TemplateFolder.with(folder, file, before.replace(from, to));
  }

  /** Without a file. */
  static Folder without(Folder folder, String file) {
    var files = new TreeMap<>(folder.files());
    files.remove(file);
    return new Folder(folder.id(), folder.origin(), files);
  }

  /** A sample by its name. */
  static Sample sample(Folder folder, String name) {
    return Sample.of(folder).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** The answer of a sample, with the text at {@code data} sealed. */
  static String sealed(Sample sample, Dialect dialect, Seals seals) throws TranslationException {
    String text = new String(sample.files().get("response.json"), UTF_8);
    return dialect
        .codec()
        .seal(dialect.operation(sample.part()).response().orElseThrow(), text, seals);
  }
}

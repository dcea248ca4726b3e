package io.tongqiao.dialect;

import java.util.Map;
import java.util.TreeMap;

/**
 * The generated files of a folder's samples, as the folder makes them now; to be reviewed as a
 * diff.
 */
public final class Goldens {

  private Goldens() {}

  /**
   * Every golden by its path in the folder. Samples that must fail, and those the folder refuses,
   * have none.
   *
   * @throws BrokenFolderException when the folder cannot be put to work
   */
  public static Map<String, String> of(Folder folder) throws BrokenFolderException {
    Dialect dialect = Dialect.compile(folder);
    var goldens = new TreeMap<String, String>();
    for (Sample sample : Sample.of(folder)) {
      boolean known =
          dialect.descriptor().operations().containsKey(sample.part())
              || dialect.descriptor().doors().containsKey(sample.part());
      if (known && !sample.failing()) {
        add(goldens, dialect, sample);
      }
    }
    return goldens;
  }

  private static void add(Map<String, String> goldens, Dialect dialect, Sample sample) {
    try {
      new SampleRun(dialect, sample)
          .goldens()
          .forEach((name, text) -> goldens.put("samples/" + sample.name() + "/" + name, text));
    } catch (TranslationException e) {
      // the checker tells this sample's fault; the others are made all the same
    }
  }
}

package io.tongqiao.dialect;

import io.tongqiao.schema.Finding;

/** A message that cannot be said in, or understood from, a dialect. Nothing was sent. */
public final class TranslationException extends Exception {

  /** Where on its way the message failed. */
  public enum Stage {
    /** The mapping from canonical refused it or found no code. */
    TO_SYSTEM,
    /** The tree cannot be written, most often for a character that the charset lacks. */
    ENCODE,
    /** The bytes are not what the format says. */
    DECODE,
    /** The mapping to canonical refused it or found no code. */
    TO_CANONICAL
  }

  private final Stage stage;
  private final transient Finding finding;

  /** With the field (a path in the dialect's tree, or a table), what is wrong and what to do. */
  public TranslationException(Stage stage, String field, String message, String fix) {
    super(field + ": " + message);
    this.stage = stage;
    this.finding = new Finding(field, message, fix);
  }

  /** Where it failed. */
  public Stage stage() {
    return stage;
  }

  /** Field, cause and fix. */
  public Finding finding() {
    return finding;
  }
}

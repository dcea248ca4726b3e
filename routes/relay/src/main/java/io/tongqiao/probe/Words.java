package io.tongqiao.probe;

/** What is told to an operator, in Chinese and English; nothing secret or personal. */
public record Words(String zh, String en) {

  /** Nothing to tell. */
  public static final Words NONE = new Words("", "");

  /** Those of a language; Chinese unless it is {@code en}. */
  public String in(String language) {
    return language.equals("en") ? en : zh;
  }
}

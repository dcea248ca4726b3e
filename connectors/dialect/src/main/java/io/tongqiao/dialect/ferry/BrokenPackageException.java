package io.tongqiao.dialect.ferry;

/**
 * A package that will not be better for waiting. The message says what is wrong, in Chinese and
 * without any of the package's content.
 */
public final class BrokenPackageException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenPackageException(String words) {
    super(words);
  }
}

package io.tongqiao.dialect;

import java.util.Objects;

/**
 * What may be asked of a system at any time, because it changes nothing there; asked when an
 * operator tests the connection. One of the two.
 *
 * @param operation one whose mapping takes {@code {}}; its {@code answer} says whether all is well
 * @param path appended to the endpoint and fetched with GET, without credentials; 200 to 299 is
 *     well
 */
public record Trial(String operation, String path) {

  /** Fills in what was left out. */
  public Trial {
    operation = Objects.requireNonNullElse(operation, "");
    path = Objects.requireNonNullElse(path, "");
  }
}

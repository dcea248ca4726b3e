package io.tongqiao.dialect;

import java.util.List;

/** A folder that cannot be put to work; says every fault found. */
public final class BrokenFolderException extends Exception {

  private final transient List<Fault> faults;

  BrokenFolderException(List<Fault> faults) {
    super(String.join("\n", faults.stream().map(Fault::toString).toList()));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, at least one. */
  public List<Fault> faults() {
    return faults;
  }
}

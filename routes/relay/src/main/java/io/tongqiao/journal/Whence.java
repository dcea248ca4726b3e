package io.tongqiao.journal;

/** Tells the audit where the act that is being done comes from. */
public interface Whence {

  /** The address; empty when nobody outside is doing it. */
  String address();
}

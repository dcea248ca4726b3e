package io.tongqiao.journal;

/** The secret by which applicants are made unrecognisable where cases are searched. */
public interface SearchKey {

  /** 256 bits, the same at each start; from {@code journal.search-key} of the site's secrets. */
  byte[] bytes();
}

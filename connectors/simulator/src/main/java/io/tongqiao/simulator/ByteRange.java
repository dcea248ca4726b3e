package io.tongqiao.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a download asks for (RFC 9110, 14).
 *
 * @param from offset of the first byte
 * @param length 0 when the file has no such bytes
 */
record ByteRange(long from, long length) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Reads a Range header; empty for none, for several at once, and for what is no range. */
  static Optional<ByteRange> of(String header, long size) {
    Matcher one = ONE.matcher(header);
    if (!one.matches() || (one.group(1) + one.group(2)).isEmpty()) {
      return Optional.empty();
    }
    if (one.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(one.group(2)), size);
      return Optional.of(new ByteRange(size - last, last));
    }
    long from = Long.parseLong(one.group(1));
    long to = one.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(one.group(2));
    return to < from
        ? Optional.empty()
        : Optional.of(new ByteRange(from, Math.max(0, Math.min(to, size - 1) - from + 1)));
  }

  String contentRange(long size) {
    return length == 0
        ? "bytes */" + size
        : "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}

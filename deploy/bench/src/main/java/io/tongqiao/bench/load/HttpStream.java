package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads HTTP/1.1 messages, one after the other, off a kept connection. Written by hand because the
 * driver must cost far less than what it measures; it knows no more than that needs.
 */
final class HttpStream {

  private final InputStream in;
  private final byte[] buffer = new byte[32 << 10];
  private int from;
  private int to;
  private String startLine = "";
  private int length;
  private boolean chunked;
  private boolean last;

  HttpStream(InputStream in) {
    this.in = in;
  }

  /** Reads the next head; false when the other side has closed instead. */
  boolean next() throws IOException {
    if (from == to && !fill()) {
      return false;
    }
    startLine = line();
    length = 0;
    chunked = false;
    last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      note(header.toLowerCase(Locale.ROOT));
    }
    return true;
  }

  private void note(String header) {
    if (header.startsWith("content-length:")) {
      length = Integer.parseInt(header.substring("content-length:".length()).strip());
    }
    if (header.startsWith("transfer-encoding:")) {
      chunked = header.endsWith("chunked");
    }
    if (header.startsWith("connection:")) {
      last = header.endsWith("close");
    }
  }

  /** The status code, when this is an answer. */
  int status() {
    return Integer.parseInt(startLine.substring(9, 12));
  }

  /** Whether the other side closes after this message. */
  boolean last() {
    return last;
  }

  /** The body of the message whose head was read. */
  byte[] body() throws IOException {
    if (!chunked) {
      return bytes(length);
    }
    byte[] whole = {};
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      byte[] part = bytes(size);
      int end = whole.length;
      whole = Arrays.copyOf(whole, end + size);
      System.arraycopy(part, 0, whole, end, size);
      line();
    }
    line();
    return whole;
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private byte[] bytes(int count) throws IOException {
    var bytes = new byte[count];
    for (int done = 0; done < count; ) {
      if (from == to && !fill()) {
        throw new EOFException("closed within a body");
      }
      int part = Math.min(to - from, count - done);
      System.arraycopy(buffer, from, bytes, done, part);
      from += part;
      done += part;
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      if (from == to && !fill()) {
        throw new EOFException("closed within a head");
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.append(new String(buffer, from, end - from, ISO_8859_1));
      from = Math.min(end + 1, to);
      if (end < to) {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
      }
    }
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }
}

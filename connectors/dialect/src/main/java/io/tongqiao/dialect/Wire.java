package io.tongqiao.dialect;

import java.io.IOException;

/** One round trip to one system, by whatever carries it. */
@FunctionalInterface
public interface Wire {

  /**
   * Sends a request and waits for the answer. Never repeats by itself.
   *
   * @throws IOException when there was no answer: no connection, time out, connection lost. Whether
   *     the work was done is unknown.
   */
  Reply send(Request request) throws IOException;
}

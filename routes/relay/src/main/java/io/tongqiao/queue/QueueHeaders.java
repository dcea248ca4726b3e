package io.tongqiao.queue;

import io.tongqiao.dialect.Request;
import java.util.Map;
import java.util.TreeMap;

/** What of a request's headers goes along on a queue: all but how we sign in. */
public final class QueueHeaders {

  private QueueHeaders() {}

  /** The headers of a message. */
  public static Map<String, String> of(Request request) {
    var headers = new TreeMap<>(request.headers());
    headers.remove("Authorization");
    return headers;
  }
}

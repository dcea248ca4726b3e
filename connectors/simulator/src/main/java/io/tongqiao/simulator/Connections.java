package io.tongqiao.simulator;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What the servlet API does not give of an HTTP connection. */
final class Connections {

  private Connections() {}

  /** Closes the caller's connection without an answer. */
  static void sever(HttpServletRequest request) {
    ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  static Map<String, String> headers(HttpServletRequest request) {
    var headers = new TreeMap<String, String>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
    }
    return headers;
  }

  /**
   * The body, up to one byte more than allowed.
   *
   * @throws IOException when the caller goes away
   */
  static byte[] body(HttpServletRequest request, long limit) throws IOException {
    return request.getInputStream().readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
  }
}

package io.tongqiao.door;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/**
 * Between Camel's exchange and {@link HttpDoor}: every header that came in stays outside, and only
 * what the answer needs goes out.
 */
@Component
public class HttpExchange {

  private final HttpDoor door;

  HttpExchange(HttpDoor door) {
    this.door = door;
  }

  /** The REST door. */
  public void message(Exchange exchange) throws IOException {
    HttpServletRequest request = request(exchange);
    String contentType = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    answer(exchange, door.message(system(request), contentType, body(request)));
  }

  /** A system's own door. */
  public void dialect(Exchange exchange) throws IOException {
    HttpServletRequest request = request(exchange);
    var headers = new TreeMap<String, String>();
    Collections.list(request.getHeaderNames())
        .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    headers.remove("authorization");
    Map<String, String> query = SystemDoors.query(request);
    answer(
        exchange,
        door.system(system(request), request.getRequestURI(), headers, query, body(request)));
  }

  private static HttpServletRequest request(Exchange exchange) {
    return exchange.getMessage(PlatformHttpMessage.class).getRequest();
  }

  private static String system(HttpServletRequest request) {
    return (String) request.getAttribute(KeyFilter.SYSTEM);
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    return request.getInputStream().readAllBytes();
  }

  private static void answer(Exchange exchange, HttpDoor.Answer answer) {
    Message out = exchange.getMessage();
    out.removeHeaders("*");
    out.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    out.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
    if (answer.status() == 503) {
      out.setHeader("Retry-After", Problems.RETRY_AFTER);
    }
    out.setBody(answer.body());
  }
}

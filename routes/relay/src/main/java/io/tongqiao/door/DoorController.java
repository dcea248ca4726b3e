package io.tongqiao.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Between HTTP and {@link HttpDoor}: on the thread that read the request, for most of what a door
 * does is to wait for the journal. Nothing of the request goes further than the door.
 */
@RestController
class DoorController {

  private final HttpDoor door;

  DoorController(HttpDoor door) {
    this.door = door;
  }

  /** The REST door. */
  @PostMapping("/api/v1/messages")
  void message(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String contentType = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    answer(response, door.message(system(request), contentType, body(request)));
  }

  /** A system's own door. */
  @RequestMapping(
      path = "/in/**",
      method = {RequestMethod.POST, RequestMethod.PUT})
  void dialect(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var headers = new TreeMap<String, String>();
    Collections.list(request.getHeaderNames())
        .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    headers.remove("authorization");
    answer(
        response,
        door.system(
            system(request),
            request.getRequestURI(),
            headers,
            SystemDoors.query(request),
            body(request)));
  }

  private static String system(HttpServletRequest request) {
    return (String) request.getAttribute(KeyFilter.SYSTEM);
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    return request.getInputStream().readAllBytes();
  }

  private static void answer(HttpServletResponse response, HttpDoor.Answer answer)
      throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    if (answer.status() == 503) {
      response.setHeader("Retry-After", Problems.RETRY_AFTER);
    }
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}

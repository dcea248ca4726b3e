package io.tongqiao.door;

import io.tongqiao.schema.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Writes problem details (RFC 9457). */
@Component
public class Problems {

  /** Media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Seconds after which a sender should try again what was "not now". */
  static final String RETRY_AFTER = "5";

  /** Writes one, with its status. */
  public void write(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.kind().status());
    response.setContentType(MEDIA_TYPE);
    if (problem.kind() == Problem.Kind.UNAVAILABLE) {
      response.setHeader("Retry-After", RETRY_AFTER);
    }
    response.getOutputStream().write(problem.toJson().toString().getBytes(StandardCharsets.UTF_8));
  }
}

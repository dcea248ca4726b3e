package io.tongqiao.simulator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts answers on an HTTP connection. */
final class HttpAnswers {

  private HttpAnswers() {}

  static void send(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (answer.kind() == Answer.Kind.SEVERED) {
      Connections.sever(request);
      return;
    }
    byte[] bytes = answer.bytes();
    response.setStatus(answer.status());
    response.setContentLength(bytes.length);
    if (answer.status() == 411 || answer.status() == 413) {
      response.setHeader("Connection", "close"); // part of the body was left unread
    }
    if (bytes.length > 0) {
      response.setHeader("Content-Type", answer.contentType());
    }
    response.getOutputStream().write(bytes);
  }
}

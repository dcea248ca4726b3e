package io.tongqiao.simulator;

import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Stands before one SOAP endpoint and does what SOAP itself does not: refuses chunked bodies and
 * wrong charsets as the ministries' servers do, and puts answers on the wire that are no SOAP.
 */
final class SoapGuard implements Filter {

  /** Request attribute in which the endpoint leaves its {@link Answer}. */
  static final String ANSWER = "io.tongqiao.simulator.answer";

  private final Part part;
  private final Codec codec = new Codec();

  SoapGuard(Part part) {
    this.part = part;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var call = (HttpServletRequest) request;
    var reply = (HttpServletResponse) response;
    if (!call.getMethod().equals("POST")) {
      chain.doFilter(call, reply);
      return;
    }
    if (call.getHeader("Transfer-Encoding") != null) {
      HttpAnswers.send(Answer.complaint("chunked", 411, "Length Required"), call, reply);
      return;
    }
    byte[] body = Connections.body(call, part.descriptor().limits().maxBody());
    Optional<Answer> complaint = complaint(call, body);
    if (complaint.isPresent()) {
      Map<String, String> headers = Connections.headers(call);
      HttpAnswers.send(part.reception().unread(headers, body, complaint.get()), call, reply);
      return;
    }
    var held = new HeldResponse(reply);
    chain.doFilter(new ReadRequest(call, body), held);
    finish(call, reply, held);
  }

  private static void finish(HttpServletRequest call, HttpServletResponse reply, HeldResponse held)
      throws IOException {
    if (call.getAttribute(ANSWER) instanceof Answer answer && bare(answer)) {
      reply.reset();
      HttpAnswers.send(answer, call, reply);
      return;
    }
    held.release();
  }

  /** Whether an answer goes on the wire without an envelope. */
  static boolean bare(Answer answer) {
    return switch (answer.kind()) {
      case STATUS, GARBAGE, SEVERED -> true;
      case SAMPLE, COMPLAINT, FAULT -> false;
    };
  }

  private Optional<Answer> complaint(HttpServletRequest call, byte[] body) {
    if (body.length > part.descriptor().limits().maxBody()) {
      return Optional.of(Answer.complaint("size", 413, "报文过大"));
    }
    String type = call.getContentType() == null ? "" : call.getContentType();
    Optional<String> wrong = ContentTypes.charset(type, part.charset());
    if (wrong.isPresent()) {
      return Optional.of(Answer.complaint("headers", 400, wrong.get()));
    }
    try {
      String charset = part.charset().name();
      codec.decode(new Format(Format.Kind.TEXT, charset, null, null, null, null, null, null), body);
      return Optional.empty();
    } catch (TranslationException e) {
      return Optional.of(Answer.unreadable(e));
    }
  }
}

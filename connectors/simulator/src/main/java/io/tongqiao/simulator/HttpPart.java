package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.TranslationException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The HTTP side of one played system, at {@code /<id>}. */
final class HttpPart extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Part part;
  private final transient Map<String, PathPattern> paths = new TreeMap<>();

  HttpPart(Part part) {
    this.part = part;
    part.descriptor().operations().forEach((n, o) -> paths.put(n, PathPattern.of(o.path())));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI().substring(part.descriptor().id().length() + 1);
    Map<String, String> headers = Connections.headers(request);
    // whatever the answer: what is left unread closes the connection under the caller's next call
    byte[] body = Connections.body(request, part.descriptor().limits().maxBody());
    Optional<Answer> beside = part.reception().beside(path, headers);
    if (beside.isPresent()) {
      HttpAnswers.send(beside.get(), request, response);
      return;
    }
    HttpAnswers.send(answer(request, path, headers, body), request, response);
  }

  private Answer answer(
      HttpServletRequest request, String path, Map<String, String> headers, byte[] body) {
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    var candidates = new LinkedHashMap<String, Map<String, String>>();
    paths.forEach(
        (name, pattern) -> {
          if (part.descriptor().operations().get(name).method().equals(request.getMethod())) {
            pattern
                .match(path)
                .or(() -> pattern.match(path + query))
                .ifPresent(v -> candidates.put(name, v));
          }
        });
    if (candidates.isEmpty()) {
      return Answer.complaint("path", 404, "没有这个地址：" + request.getMethod() + " " + path);
    }
    return part.descriptor().limits().maxBody() < body.length
        ? Answer.complaint("size", 413, "报文过大")
        : answer(candidates, headers, body);
  }

  private Answer answer(
      Map<String, Map<String, String>> candidates, Map<String, String> headers, byte[] body) {
    List<String> fitting = new ArrayList<>();
    Optional<String> wrong = Optional.empty();
    for (String name : candidates.keySet()) {
      Optional<String> complaint = complaint(part.descriptor().operations().get(name), headers);
      wrong = wrong.or(() -> complaint);
      if (complaint.isEmpty()) {
        fitting.add(name);
      }
    }
    if (fitting.isEmpty()) {
      Answer complaint = Answer.complaint("headers", 400, wrong.orElseThrow());
      return part.reception().unread(headers, body, complaint);
    }
    try {
      Map<String, String> inPath = candidates.get(fitting.get(0));
      return part.reception().receive(part.hearing().understand(fitting, headers, body, inPath));
    } catch (TranslationException e) {
      return part.reception().unread(headers, body, Answer.unreadable(e));
    }
  }

  private static Optional<String> complaint(
      Descriptor.Operation operation, Map<String, String> headers) {
    Optional<String> missing =
        operation.headers().entrySet().stream()
            .filter(
                h ->
                    !h.getValue()
                        .equals(headers.get(h.getKey().toLowerCase(java.util.Locale.ROOT))))
            .map(h -> "缺少请求头 " + h.getKey())
            .findFirst();
    String type = headers.getOrDefault("content-type", "");
    return missing.or(
        () ->
            operation.method().equals("GET")
                ? Optional.empty()
                : ContentTypes.complaint(type, operation.request()));
  }
}

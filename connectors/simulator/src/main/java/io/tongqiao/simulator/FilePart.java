package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.node.NullNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The downloads of one played system, at {@code /<id>/files/<name>}: whole or in part, without
 * credentials, for who has the address may fetch the file.
 */
final class FilePart extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Part part;

  FilePart(Part part) {
    this.part = part;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      answer(request, response, Answer.complaint("method", 405, "文件只能下载"));
      return;
    }
    Optional<Misbehaviour> bad = part.mood().take(Misbehaviour.FILES, true);
    bad.ifPresent(Misbehaviour::pause);
    Optional<Answer> instead = bad.flatMap(Misbehaviour::answer);
    if (instead.isPresent()) {
      answer(request, response, instead.get());
      return;
    }
    String name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    Optional<ServedFile> file = ServedFile.of(part.folder(), name);
    if (file.isEmpty()) {
      answer(request, response, Answer.complaint("file", 404, "没有这个文件：" + name));
      return;
    }
    boolean cut = bad.filter(b -> b.kind() == Misbehaviour.Kind.CUT).isPresent();
    serve(request, response, name, file.get(), cut);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    HttpAnswers.send(written(request, answer), request, response);
  }

  private Answer written(HttpServletRequest request, Answer answer) {
    var call =
        new Call(
            part.descriptor().id(),
            Misbehaviour.FILES,
            Connections.headers(request),
            NullNode.instance,
            NullNode.instance,
            Digests.hex(new byte[0]),
            "",
            "",
            "",
            "");
    return part.reception().refused(call, answer);
  }

  private void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      ServedFile file,
      boolean cut)
      throws IOException {
    Optional<ByteRange> range = range(request, file);
    var asked = range.orElse(new ByteRange(0, file.size()));
    boolean missing = range.isPresent() && asked.length() == 0;
    int status = range.isEmpty() ? 200 : missing ? 416 : 206;
    var kind = cut ? Answer.Kind.SEVERED : Answer.Kind.SAMPLE;
    String what = cut ? "misbehaviour:" + Misbehaviour.Kind.CUT.text() : "files/" + name;
    written(request, new Answer(kind, what, status, "", Optional.empty()));
    response.setStatus(status);
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("ETag", file.tag());
    range.ifPresent(r -> response.setHeader("Content-Range", r.contentRange(file.size())));
    response.setContentLengthLong(asked.length());
    if (missing) {
      return;
    }
    response.setHeader("Content-Type", file.contentType());
    if (request.getMethod().equals("GET")) {
      long length = cut ? asked.length() / 2 : asked.length();
      file.content().write(asked.from(), length, response.getOutputStream());
    }
    if (cut) {
      response.flushBuffer();
      Connections.sever(request);
    }
  }

  /** A range of another version of the file is none. */
  private static Optional<ByteRange> range(HttpServletRequest request, ServedFile file) {
    String range = request.getHeader("Range");
    String version = request.getHeader("If-Range");
    return range == null || (version != null && !version.equals(file.tag()))
        ? Optional.empty()
        : ByteRange.of(range, file.size());
  }
}

package io.tongqiao.door;

import io.tongqiao.relay.RelayProperties;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a door's request, up to the limit, before anything else can: the servlet API
 * would otherwise read a form in the wrong charset, and an endless body would fill the heap. Runs
 * after the key has been checked. The console's pages send small forms, which the container reads.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class BodyFilter extends OncePerRequestFilter {

  private final long limit;
  private final Problems problems;

  BodyFilter(RelayProperties properties, Problems problems) {
    this.limit = properties.maxMessage().toBytes();
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        || request.getRequestURI().startsWith("/actuator")
        || request.getRequestURI().startsWith("/console/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean announced = request.getContentLengthLong() > limit;
    byte[] body = announced ? new byte[0] : request.getInputStream().readNBytes((int) limit + 1);
    if (!announced && body.length <= limit) {
      chain.doFilter(new ReadRequest(request, body), response);
      return;
    }
    response.setHeader("Connection", "close");
    var finding =
        new Finding(
            "", "报文超过上限 " + limit + " 字节", "大文件不要内嵌，改用 contentRef 引用；上限由 tongqiao.max-message 设定");
    Problem problem = Problem.of(Problem.Kind.TOO_LARGE, finding.message(), List.of(finding));
    if (request.getRequestURI().startsWith("/soap/")) {
      SoapFaults.write(response, problem);
      return;
    }
    problems.write(response, problem);
  }

  /** A request whose body has been read; form parameters are not looked for in it. */
  private static final class ReadRequest extends HttpServletRequestWrapper {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final byte[] body;

    ReadRequest(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    /** Camel would read a form, and log what it cannot read; the header still says what it is. */
    @Override
    public String getContentType() {
      String type = super.getContentType();
      return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length())
          ? "application/octet-stream"
          : type;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ReadBody(new ByteArrayInputStream(body));
    }

    @Override
    public String getParameter(String name) {
      return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public String[] getParameterValues(String name) {
      return null;
    }
  }

  private static final class ReadBody extends ServletInputStream {

    private final ByteArrayInputStream body;

    ReadBody(ByteArrayInputStream body) {
      this.body = body;
    }

    @Override
    public int read() {
      return body.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return body.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return body.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body has been read");
    }
  }
}

package io.tongqiao.door;

import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at a SOAP request as a whole before the SOAP stack does, which would take an envelope that
 * was cut off after its Body, and whose own faults name no fix. Runs after {@link BodyFilter}.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class SoapFilter extends OncePerRequestFilter {

  private static final Pattern CHARSET =
      Pattern.compile("(?i)(?:charset|encoding)\\s*=\\s*[\"']?([\\w.-]+)");
  private static final int PROLOG = 120;

  private final XMLInputFactory readers = XMLInputFactory.newDefaultFactory();

  SoapFilter() {
    readers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    readers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    readers.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("GET") || !request.getRequestURI().startsWith("/soap/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String contentType = Optional.ofNullable(request.getContentType()).orElse("");
    byte[] body = request.getInputStream().readAllBytes();
    String charset = charset(contentType, body);
    Optional<Problem> problem = problem(contentType, charset, body);
    if (problem.isPresent()) {
      SoapFaults.write(response, problem.get());
      return;
    }
    chain.doFilter(new Charted(request, charset), response);
  }

  private Optional<Problem> problem(String contentType, String charset, byte[] body) {
    if (!contentType.matches("(?i)(text|application)/xml\\s*(;.*)?")) {
      return refused(
          Kind.UNSUPPORTED_MEDIA, "Content-Type", "不接受 " + contentType, "用 SOAP 1.1 的 text/xml");
    }
    try {
      String text = Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return read(text);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return refused(
          Kind.ENCODING, "", "报文不是合法的 " + charset + " 编码", "用 UTF-8 编码，并在 Content-Type 中写明");
    }
  }

  /** RFC 7303, section 3: the header's charset, then the document's, then UTF-8. */
  private static String charset(String contentType, byte[] body) {
    Matcher told = CHARSET.matcher(contentType);
    if (told.find()) {
      return told.group(1);
    }
    String start = new String(body, 0, Math.min(PROLOG, body.length), StandardCharsets.ISO_8859_1);
    Matcher prolog = CHARSET.matcher(start.startsWith("<?xml") ? start.split("\\?>", 2)[0] : "");
    return prolog.find() ? prolog.group(1) : "UTF-8";
  }

  private Optional<Problem> read(String text) {
    try {
      XMLStreamReader in =
          readers.createXMLStreamReader(
              new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
      while (in.hasNext()) {
        if (in.next() == XMLStreamConstants.DTD) {
          return refused(Kind.MALFORMED, "DOCTYPE", "报文含 DOCTYPE，不予解析", "去掉 DOCTYPE 和实体声明后重发");
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      return refused(Kind.MALFORMED, "第 " + line + " 行", "报文不是完整的 XML 文档", "检查标签是否成对、报文是否被截断");
    }
  }

  private static Optional<Problem> refused(Kind kind, String field, String told, String fix) {
    return Optional.of(Problem.of(kind, told, List.of(new Finding(field, told, fix))));
  }

  /** The SOAP stack knows the header's charset only. */
  private static final class Charted extends HttpServletRequestWrapper {

    private final String charset;

    Charted(HttpServletRequest request, String charset) {
      super(request);
      this.charset = charset;
    }

    @Override
    public String getContentType() {
      return "text/xml; charset=" + charset;
    }

    @Override
    public String getCharacterEncoding() {
      return charset;
    }
  }
}

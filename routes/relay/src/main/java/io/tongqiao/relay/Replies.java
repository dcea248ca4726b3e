package io.tongqiao.relay;

import io.tongqiao.dialect.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.component.cxf.common.CxfPayload;
import org.apache.cxf.binding.soap.SoapFault;

/**
 * Makes a {@link Reply} of what a transport gives back, bounded by the system's {@code maxBody}.
 */
public final class Replies {

  private final long maxBody;

  Replies(long maxBody) {
    this.maxBody = maxBody;
  }

  /** Of an HTTP answer. */
  public Reply http(@Body InputStream body, @Headers Map<String, Object> headers)
      throws IOException {
    byte[] bytes =
        body == null
            ? new byte[0]
            : body.readNBytes((int) Math.min(maxBody + 1, Integer.MAX_VALUE));
    if (bytes.length > maxBody) {
      throw new IOException("对方的答复超过 " + maxBody + " 字节（limits.maxBody）");
    }
    Object status = headers.getOrDefault(Exchange.HTTP_RESPONSE_CODE, 0);
    return new Reply(((Number) status).intValue(), texts(headers), bytes, Optional.empty());
  }

  /** Of a SOAP answer: the payload of its Body. */
  public Reply soap(@Body CxfPayload<?> payload, @Headers Map<String, Object> headers)
      throws TransformerException {
    List<Source> sources = payload.getBodySources();
    String text = sources.isEmpty() ? "" : text(sources.get(0));
    return new Reply(200, texts(headers), new byte[0], Optional.of(text), Optional.empty());
  }

  /** Of a SOAP fault. */
  static Reply fault(SoapFault fault) {
    var words = new Reply.Fault(fault.getFaultCode().getLocalPart(), fault.getReason());
    return new Reply(500, Map.of(), new byte[0], Optional.of(words));
  }

  /** Of a queue that has taken the message. */
  public static Reply taken() {
    return new Reply(200, Map.of(), new byte[0], Optional.empty());
  }

  private static String text(Source source) throws TransformerException {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    var text = new StringWriter();
    transformer.transform(source, new StreamResult(text));
    return text.toString();
  }

  private static Map<String, String> texts(Map<String, Object> headers) {
    var texts = new TreeMap<String, String>();
    headers.forEach(
        (name, value) -> {
          if (value instanceof String text && !name.startsWith("Camel")) {
            texts.put(name.toLowerCase(Locale.ROOT), text);
          }
        });
    return texts;
  }
}

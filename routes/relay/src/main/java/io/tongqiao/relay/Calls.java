package io.tongqiao.relay;

import io.tongqiao.dialect.Request;
import io.tongqiao.queue.QueueHeaders;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.component.cxf.common.CxfPayload;
import org.apache.camel.component.http.HttpMethods;
import org.apache.cxf.binding.soap.SoapHeader;

/**
 * Makes of a {@link Request} what a transport takes. Every header is set here; none crosses from a
 * door.
 */
public final class Calls {

  private Calls() {}

  /** For HTTP. */
  public static byte[] http(@Body Request request, @Headers Map<String, Object> headers) {
    headers.clear();
    headers.putAll(request.headers());
    // as Camel's own value: it would search all its converters for a text, at every call
    headers.put(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
    headers.put(Exchange.HTTP_PATH, request.path());
    headers.put(Exchange.CONTENT_TYPE, request.contentType());
    return request.body();
  }

  /** For SOAP: the payload of the Body. */
  public static CxfPayload<SoapHeader> soap(
      @Body Request request, @Headers Map<String, Object> headers) {
    headers.clear();
    headers.putAll(request.headers());
    headers.put("SOAPAction", request.action());
    String text = new String(request.body(), Charset.forName(request.charset()));
    Source payload = new StreamSource(new StringReader(text));
    return new CxfPayload<>(List.of(), List.of(payload), Map.of());
  }

  /** For a queue. */
  public static byte[] amqp(@Body Request request, @Headers Map<String, Object> headers) {
    headers.clear();
    headers.putAll(QueueHeaders.of(request));
    headers.put("JMSXGroupID", request.caseNo());
    return request.body();
  }

  /** For an Artemis of the system's own, which drops what comes to it twice under one id. */
  public static byte[] jms(@Body Request request, @Headers Map<String, Object> headers) {
    byte[] body = amqp(request, headers);
    headers.put(Message.HDR_DUPLICATE_DETECTION_ID.toString(), request.messageId());
    return body;
  }
}

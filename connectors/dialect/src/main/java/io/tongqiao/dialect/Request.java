package io.tongqiao.dialect;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * One call, ready for the wire.
 *
 * @param operation name in the descriptor
 * @param caseNo case it is about, by which a queue keeps order; empty for a login
 * @param messageId Tongqiao's id of what is sent; empty for a login
 * @param method HTTP method
 * @param path appended to the endpoint
 * @param action SOAPAction; RabbitMQ: routing key; empty for the address's own
 * @param headers headers or application properties, credentials among them: never to be logged
 * @param contentType with charset
 * @param body bytes in the wire charset; for SOAP the payload of the Body
 * @param charset the wire charset's name
 */
public record Request(
    String operation,
    String caseNo,
    String messageId,
    String method,
    String path,
    String action,
    Map<String, String> headers,
    String contentType,
    byte[] body,
    String charset) {

  /** The body as text. */
  String text() throws TranslationException {
    return WireText.decode(body, Charset.forName(charset));
  }
}

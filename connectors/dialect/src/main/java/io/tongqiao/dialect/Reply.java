package io.tongqiao.dialect;

import java.util.Map;
import java.util.Optional;

/**
 * What came back from one call.
 *
 * @param status HTTP status; 200 when a queue has taken the message
 * @param headers by lower-case name
 * @param body bytes in the wire charset; empty where the transport has decoded them
 * @param text what the transport has decoded: the payload of a SOAP Body
 * @param fault a SOAP fault, when it was one
 */
public record Reply(
    int status,
    Map<String, String> headers,
    byte[] body,
    Optional<String> text,
    Optional<Fault> fault) {

  /** A SOAP fault. */
  public record Fault(String code, String text) {}

  /** An answer in bytes. */
  public Reply(int status, Map<String, String> headers, byte[] body, Optional<Fault> fault) {
    this(status, headers, body, Optional.empty(), fault);
  }
}

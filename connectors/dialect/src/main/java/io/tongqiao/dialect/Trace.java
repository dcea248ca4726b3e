package io.tongqiao.dialect;

import java.util.Objects;

/**
 * JSLT expressions over a request tree: where it carries the case number, the message id, and what
 * it asks for.
 */
public record Trace(String caseNo, String messageId, String subject) {

  /** Fills in what was left out. */
  public Trace {
    caseNo = Objects.requireNonNullElse(caseNo, "null");
    messageId = Objects.requireNonNullElse(messageId, "null");
    subject = Objects.requireNonNullElse(subject, "null");
  }
}

package io.tongqiao.dialect;

import io.tongqiao.schema.Receipt;
import java.util.Objects;

/** JSLT expressions that read an answer. */
public record AnswerRules(
    String success,
    String notNow,
    String pending,
    String receiptNo,
    String code,
    String message,
    Receipt.Level level) {

  /** Fills in what was left out. */
  public AnswerRules {
    notNow =
        Objects.requireNonNullElse(
            notNow,
            "if (.fault) not(test(string(.fault.code), \"(Client|Sender)$\"))"
                + " else .status >= 500 or .status == 429 or .status == 408");
    pending = Objects.requireNonNullElse(pending, "false");
    receiptNo = Objects.requireNonNullElse(receiptNo, "null");
    code = Objects.requireNonNullElse(code, "null");
    message = Objects.requireNonNullElse(message, "null");
    level = Objects.requireNonNullElse(level, Receipt.Level.BUSINESS);
  }
}

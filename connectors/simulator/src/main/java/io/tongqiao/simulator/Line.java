package io.tongqiao.simulator;

import io.tongqiao.dialect.Sample;

/**
 * One line of the script: a sample of an operation and what the system answers in it.
 *
 * @param sample where it stands
 * @param caseNo its case number, replaced by the caller's
 * @param receiptNo its receipt number, replaced by a new one
 * @param response the answer's text; empty where the operation has none
 * @param status HTTP status of the answer
 * @param confirmed whether the system does the work
 */
record Line(
    Sample sample,
    String caseNo,
    String receiptNo,
    String response,
    int status,
    boolean confirmed) {

  static Line of(Sample sample) {
    String outcome =
        sample.tree("receipt").path("outcome").asText(sample.failing() ? "REJECTED" : "CONFIRMED");
    return new Line(
        sample,
        caseNo(sample),
        sample.tree("receipt").path("receiptNo").asText(),
        sample.text("response").orElse(""),
        sample.tree("sample").path("status").asInt(200),
        outcome.equals("CONFIRMED"));
  }

  private static String caseNo(Sample sample) {
    return sample.pulls()
        ? sample.tree("pull").path("purpose").path("businessCode").asText()
        : sample.tree("canonical").path("subject").asText();
  }

  /** Whether it says how the system answers; other failing samples never reach it. */
  boolean answers() {
    return !sample.failing() || sample.tree("failure").path("stage").asText().equals("answer");
  }

  /** Whether the system's answer is a business no. */
  boolean refuses() {
    return sample.failing()
        && sample.tree("failure").path("outcome").asText("REJECTED").equals("REJECTED");
  }

  /** Whether it is about a case; what asks for documents is about many. */
  boolean isOf(String number) {
    return !number.isEmpty() && caseNo.equals(number) && !sample.pulls();
  }

  /** The answer's text with the caller's case number, message id and a receipt number. */
  String responseFor(Call call, String number) {
    String text = response;
    if (!caseNo.isEmpty() && !call.caseNo().isEmpty()) {
      text = text.replace(caseNo, call.caseNo());
    }
    if (!receiptNo.isEmpty()) {
      text = text.replace(receiptNo, number);
    }
    return call.messageId().isEmpty() ? text : text.replace(Sample.MESSAGE_ID, call.messageId());
  }
}

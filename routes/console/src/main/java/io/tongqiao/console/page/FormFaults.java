package io.tongqiao.console.page;

import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with a form that was sent, beside the fields that it is about. */
final class FormFaults {

  private FormFaults() {}

  /** By field: what is wrong and what to do. A second entry of a field is {@code again.<field>}. */
  static Map<String, String> of(Problem problem) {
    Map<String, String> faults = new LinkedHashMap<>();
    for (Finding finding : problem.errors()) {
      String field =
          finding.field().replaceFirst("^/again/", "again.").replaceFirst("^/(\\w+/)?", "");
      faults.merge(
          field,
          finding.message() + "。" + finding.fix(),
          (one, other) -> one.equals(other) ? one : one + "；" + other);
    }
    return faults;
  }
}

package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.Identifiers;
import java.util.List;

/**
 * A case for which documents are pulled, each of another firm, so that nothing is known of it
 * before.
 *
 * @param holderCode the firm's 统一社会信用代码
 */
record PullCase(String caseNo, PullItem item, String holder, String holderCode) {

  private static final String CHECK_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** The case of a number; the same numbers are the same firms. */
  static PullCase of(String series, int number, PullItem item) {
    String caseNo = String.format("TQ%s%012d", series, number);
    return new PullCase(caseNo, item, "压测企业" + number, code(number));
  }

  private static String code(int number) {
    String body = String.format("91610924MA%07d", number);
    return CHECK_CHARACTERS
        .chars()
        .mapToObj(check -> body + (char) check)
        .filter(Identifiers::uscc)
        .findFirst()
        .orElseThrow();
  }

  /**
   * What is asked, with the five elements.
   *
   * @param materials their codes; none for all of the item
   */
  byte[] request(List<String> materials) {
    ObjectNode json = new JsonMapper().createObjectNode().put("id", caseNo + "-1");
    ObjectNode purpose = json.putObject("purpose");
    purpose.put("orgName", "紫阳县行政审批服务局").put("orgCode", PullItem.organisation());
    purpose.put("username", "窗口经办人").put("itemName", item.zh());
    purpose.put("itemCode", item.implCode()).put("businessCode", caseNo);
    materials.forEach(code -> json.withArray("materials").addObject().put("code", code));
    return json.toString().getBytes(UTF_8);
  }
}

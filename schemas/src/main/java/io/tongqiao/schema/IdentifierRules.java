package io.tongqiao.schema;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Check digits of every identifier of a message. ID numbers are never repeated in a finding. */
final class IdentifierRules {

  private static final Pattern OLD_ID_NUMBER = Pattern.compile("\\d{15}");

  private final Set<String> usccFields;

  IdentifierRules(Set<String> usccFields) {
    this.usccFields = usccFields;
  }

  void check(JsonObjects object, List<Finding> errors, List<Finding> warnings) {
    for (String field : usccFields) {
      uscc(object, field, errors);
    }
    switch (object.text("idType")) {
      case "001" -> uscc(object, "idNumber", errors);
      case "111" -> idNumber(object, errors);
      default -> {}
    }
    certificate(object, warnings);
  }

  private static void uscc(JsonObjects object, String field, List<Finding> errors) {
    String code = object.text(field);
    if (code.isEmpty() || Identifiers.uscc(code)) {
      return;
    }
    String upper = Identifiers.normalizeUscc(code);
    if (Identifiers.uscc(upper)) {
      errors.add(new Finding(object.at(field), "统一社会信用代码的字母必须大写", "请改为 " + upper));
      return;
    }
    errors.add(
        new Finding(
            object.at(field),
            "统一社会信用代码的校验位不对",
            "请对照营业执照或登记证重新录入 18 位代码（GB 32100-2015，不含字母 I、O、S、V、Z）"));
  }

  private static void idNumber(JsonObjects object, List<Finding> errors) {
    String number = object.text("idNumber");
    if (number.isEmpty() || Identifiers.idNumber(number)) {
      return;
    }
    String pointer = object.at("idNumber");
    if (OLD_ID_NUMBER.matcher(number).matches()) {
      errors.add(new Finding(pointer, "15 位旧身份证号码已停用", "请向申请人核实并填写 18 位公民身份号码"));
      return;
    }
    if (Identifiers.idNumber(number.toUpperCase(Locale.ROOT))) {
      errors.add(new Finding(pointer, "身份证号码末位的 X 必须大写", "请把末位改为大写 X"));
      return;
    }
    errors.add(new Finding(pointer, "身份证号码的校验位不对，或其中的出生日期不存在", "请对照证件重新录入 18 位公民身份号码（GB 11643）"));
  }

  private static void certificate(JsonObjects object, List<Finding> warnings) {
    String identifier = object.text("identifier");
    if (!identifier.isEmpty() && !Identifiers.certificate(identifier)) {
      warnings.add(
          new Finding(
              object.at("identifier"),
              "电子证照标识的结构或校验位与 GB/T 36904 不符",
              "请与发证系统核对标识；部分发证系统的校验位算法不同，本消息照常转发"));
    }
  }
}

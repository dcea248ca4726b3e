package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.util.Map;

/**
 * Holds texts against a form: what a mapping gives a clerk to copy into it, or what a clerk has
 * copied from it.
 */
final class FormEntries {

  private FormEntries() {}

  /**
   * Checks a tree, {@code {"name": "text"}}.
   *
   * @param stage what fails with it
   * @throws TranslationException naming the field, never a value
   */
  static void check(Form form, JsonNode tree, Stage stage) throws TranslationException {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (form.field(entry.getKey()).isEmpty()) {
        throw refused(stage, entry.getKey(), "表单里没有这一项", "在 form.fields 中写上它，或去掉它");
      }
    }
    for (Form.Field field : form.fields()) {
      check(field, tree.path(field.name()), stage);
    }
  }

  private static void check(Form.Field field, JsonNode value, Stage stage)
      throws TranslationException {
    boolean blank = value.isMissingNode() || (value.isTextual() && value.asText().isBlank());
    if (blank) {
      if (!field.optional()) {
        throw refused(
            stage,
            field.name(),
            "表单的“" + field.label() + "”没有内容",
            "补上对应的内容；可以空着的，在表单中写 optional: true");
      }
      return;
    }
    if (!value.isTextual()) {
      throw refused(stage, field.name(), "表单的“" + field.label() + "”不是文本", "写成文本");
    }
    String text = value.asText();
    if (text.codePointCount(0, text.length()) > field.maxLength()) {
      throw refused(
          stage,
          field.name(),
          "表单的“" + field.label() + "”只能填 " + field.maxLength() + " 个字",
          "更正这一项，或在映射中写短");
    }
    if (!field.pattern().isEmpty() && !text.strip().matches(field.pattern())) {
      String hint = field.hint().isEmpty() ? "对照样例更正这一项" : field.hint();
      throw refused(stage, field.name(), "表单的“" + field.label() + "”不是约定的写法", hint);
    }
  }

  private static TranslationException refused(
      Stage stage, String field, String message, String fix) {
    return new TranslationException(stage, field, message, fix);
  }
}

package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CodeLists;

/** Supervising departments by their codes, code list guide-dept. */
final class Departments {

  private final CodeLists lists;

  Departments(CodeLists lists) {
    this.lists = lists;
  }

  /** What a department is called; its code where the list lacks it. */
  String name(String code) {
    return lists.label("guide-dept", code).map(CodeLists.Label::zh).orElse(code);
  }

  /** The department of a message. */
  static ObjectNode json(String code, String name) {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("name", name);
  }
}

package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.prerequisite.Providers.Candidate;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.DocumentTypes.DocumentType;

/** The question that a holder is asked: {@code pull.schema.json}. */
final class Questions {

  private Questions() {}

  static ObjectNode to(Candidate candidate, String pull, Order order, Wanted wanted) {
    String number = number(pull, wanted, candidate.provider().system(), candidate.sought().type());
    return to(number, candidate.sought().type(), candidate.holder(), order, wanted);
  }

  static ObjectNode to(
      String number, DocumentType type, Holder holder, Order order, Wanted wanted) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("pull", number);
    ObjectNode document = json.putObject("document").put("type", type.id()).put("name", type.zh());
    type.typeCode().ifPresent(code -> document.put("typeCode", code));
    json.set("holder", holder.toJson());
    if (!wanted.certNo().isEmpty()) {
      json.put("certNo", wanted.certNo());
    }
    if (!wanted.certName().isEmpty()) {
      json.put("certName", wanted.certName());
    }
    json.set("purpose", order.purpose().toJson());
    return json;
  }

  /** Our number of one question: the same when it is asked again after a crash. */
  static String number(String pull, Wanted wanted, String system, DocumentType type) {
    String what = wanted.material().code() + "/" + system + "/" + type.id();
    return CaseMessage.messageId(pull, what);
  }
}

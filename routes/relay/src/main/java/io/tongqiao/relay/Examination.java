package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.schema.Schemas;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What can be said of a message by looking at it alone: shape, rules, and whether it is the
 * sender's to send.
 */
@Component
class Examination {

  /**
   * What was found.
   *
   * @param problem why the message is refused
   * @param warnings doubts that go into the receipt
   */
  record Findings(Optional<Problem> problem, List<Finding> warnings) {}

  private final Schemas schemas;
  private final CaseRules rules;
  private final Catalogue catalogue;

  Examination(Schemas schemas, CaseRules rules, Catalogue catalogue) {
    this.schemas = schemas;
    this.rules = rules;
    this.catalogue = catalogue;
  }

  /** Examines a message that a system has sent. */
  Findings examine(String system, ObjectNode envelope) {
    List<Finding> invalid = schemas.validate(Schemas.Name.MESSAGE, envelope);
    if (!invalid.isEmpty()) {
      return refused(Problem.of(Kind.INVALID, "报文不符合规范，有 " + invalid.size() + " 处", invalid));
    }
    var message = new CaseMessage(envelope);
    if (!message.source().equals(system)) {
      String told = "发送方写的是 " + message.source() + "，密钥却是 " + system + " 的";
      return refused(Kind.FORBIDDEN, "不能以其他系统的名义发送", new Finding("/source", told, "改成 " + system));
    }
    CaseRules.Checked checked = rules.check(message);
    if (checked.unknownItem()) {
      return refused(Problem.of(Kind.UNKNOWN_ITEM, "事项不在目录中", checked.errors()));
    }
    if (!checked.errors().isEmpty()) {
      String detail = "报文有 " + checked.errors().size() + " 处错误";
      return refused(Problem.of(Kind.INVALID, detail, checked.errors()));
    }
    return target(message).orElseGet(() -> new Findings(Optional.empty(), checked.warnings()));
  }

  private Optional<Findings> target(CaseMessage message) {
    List<String> ids = catalogue.descriptors().stream().map(Descriptor::id).toList();
    return message.target().stream()
        .filter(target -> !ids.contains(target))
        .findFirst()
        .map(
            target -> {
              String told = "没有名为 " + target + " 的系统";
              String fix = "改成下列之一：" + String.join("、", ids);
              return refused(Kind.UNKNOWN_SYSTEM, told, new Finding("/target", told, fix));
            });
  }

  private static Findings refused(Kind kind, String detail, Finding finding) {
    return refused(Problem.of(kind, detail, List.of(finding)));
  }

  private static Findings refused(Problem problem) {
    return new Findings(Optional.of(problem), List.of());
  }
}

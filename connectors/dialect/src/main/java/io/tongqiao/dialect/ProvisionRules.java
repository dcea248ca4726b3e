package io.tongqiao.dialect;

import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.EventType;
import java.util.List;

/** What a descriptor says of the documents that its system gives. */
final class ProvisionRules {

  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;
  private final DocumentTypes documents = DocumentTypes.load();

  ProvisionRules(Descriptor descriptor, LocatedYaml yaml, List<Fault> faults) {
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    descriptor.provides().forEach(this::provision);
    if (!descriptor.assists().isEmpty()) {
      answers("/assists");
      if (descriptor.accepts().stream().noneMatch(ProvisionRules::takesQuestions)) {
        fault(
            "/assists",
            "协办部门没有接收 PREREQUISITE_ASKED 的操作",
            "在 accepts 中加一条：{operation: …, events: [PREREQUISITE_ASKED]}");
      }
    }
  }

  private void provision(String document, Provision provision) {
    String at = "/provides/" + document;
    if (documents.find(document).isEmpty()) {
      fault(at, "证照目录中没有 " + document, "改用 documents.json 中的标识，或先把它加入目录");
    }
    known(at + "/operation", provision.operation());
    if (!provision.download().isEmpty()) {
      known(at + "/download", provision.download());
    }
    if (provision.reply() == Provision.Answer.MESSAGE) {
      byMessage(at, provision);
    }
  }

  private void known(String at, String operation) {
    if (!descriptor.operations().containsKey(operation)) {
      fault(at, "没有名为 " + operation + " 的操作", "在 operations 中定义它，或改正名称");
    }
  }

  private void byMessage(String at, Provision provision) {
    answers(at + "/reply");
    boolean asked =
        descriptor.accepts().stream()
            .filter(ProvisionRules::takesQuestions)
            .anyMatch(rule -> rule.operation().equals(provision.operation()));
    if (!asked) {
      fault(
          at + "/reply",
          "以消息答复，但 accepts 里没有把 PREREQUISITE_ASKED 交给操作 " + provision.operation() + " 的规则",
          "加一条：{operation: " + provision.operation() + ", events: [PREREQUISITE_ASKED]}");
    }
  }

  private void answers(String at) {
    if (descriptor.doors().isEmpty()) {
      fault(at, "以消息答复，但没有入口（doors），答复进不来", "在 doors 中定义收 PREREQUISITE_ANSWERED 的入口");
    }
  }

  private static boolean takesQuestions(Accept rule) {
    return rule.events().contains(EventType.PREREQUISITE_ASKED);
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}

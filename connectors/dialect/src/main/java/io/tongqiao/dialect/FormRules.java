package io.tongqiao.dialect;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What must hold of the forms of a descriptor. */
final class FormRules {

  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;

  FormRules(Descriptor descriptor, LocatedYaml yaml, List<Fault> faults) {
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    boolean manual = descriptor.transport() == Descriptor.Transport.MANUAL;
    if (manual && !descriptor.auth().equals(Auth.NONE)) {
      fault("/auth", "人工录入的系统由经办人自己登录，不用 auth", "去掉 auth");
    }
    if (manual && !descriptor.provides().isEmpty()) {
      fault("/provides", "人工录入的系统不能按次查询证照", "去掉 provides；由经办人查复的，用 assists 和一个人工录入的入口");
    }
    descriptor
        .operations()
        .forEach((name, part) -> part("/operations/" + name, manual, part.form()));
    descriptor
        .doors()
        .forEach(
            (name, door) ->
                part(
                    "/doors/" + name,
                    door.transport() == Descriptor.DoorTransport.MANUAL,
                    door.form()));
  }

  private void part(String at, boolean manual, Optional<Form> form) {
    if (!manual && form.isPresent()) {
      fault(at + "/form", "只有 transport: manual 才有表单", "去掉 form，或改 transport");
    }
    if (manual && form.isPresent()) {
      form(at + "/form", form.get());
    }
  }

  private void form(String at, Form form) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < form.fields().size(); i++) {
      Form.Field field = form.fields().get(i);
      if (!names.add(field.name())) {
        fault(at + "/fields/" + i + "/name", "表单有两项都叫 " + field.name(), "改其中一项的 name");
      }
      pattern(at + "/fields/" + i + "/pattern", field.pattern());
    }
    if (form.confirmed().isEmpty()) {
      fault(at + "/fields", "没有一项要回看核对，抄错了看不出来", "给编号、证件号等要紧的项写上 confirm: true");
    }
    pattern(at + "/receipt/pattern", form.receipt().pattern());
  }

  private void pattern(String at, String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      fault(at, "pattern 不是正则表达式：" + e.getDescription(), "改正 pattern，如 \\d{14}");
    }
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}

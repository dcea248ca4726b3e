package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import io.tongqiao.dialect.TranslationException.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles one folder, gathering every fault it meets instead of stopping at the first. */
final class DialectCompiler {

  private final Folder folder;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Mapping> mappings = new HashMap<>();
  private final Map<String, Expression> expressions = new HashMap<>();
  private Optional<Descriptor> descriptor = Optional.empty();
  private Optional<TableContract> contract = Optional.empty();
  private CodeTables codes = CodeTables.parse(JsonNodeFactory.instance.arrayNode());

  DialectCompiler(Folder folder) {
    this.folder = folder;
  }

  /** What was found wrong so far. */
  List<Fault> faults() {
    return faults;
  }

  /** The descriptor, readable even where other files of the folder are broken. */
  Optional<Descriptor> descriptor() {
    return descriptor;
  }

  Dialect compile() throws BrokenFolderException {
    var files = new FolderYaml(folder, faults);
    Optional<LocatedYaml> yaml = files.descriptor();
    if (yaml.isPresent()) {
      read(files, yaml.get());
    }
    if (descriptor.isEmpty() || !faults.isEmpty()) {
      throw new BrokenFolderException(faults);
    }
    return new Dialect(folder, descriptor.get(), mappings, expressions, contract);
  }

  private void read(FolderYaml files, LocatedYaml yaml) {
    Descriptor read;
    try {
      read = new DescriptorReader().read(yaml.tree());
    } catch (JsonProcessingException e) {
      fault(
          Folder.DESCRIPTOR, 0, "描述文件不能识别：" + e.getOriginalMessage(), "对照 connectors/README.md 修改");
      return;
    }
    descriptor = Optional.of(read);
    files.codes().ifPresent(this::codes);
    new DescriptorRules(folder.id(), read, yaml, faults).check();
    contract = folder.text(TableContract.FILE).map(TableContract::parse);
    new TableRules(read, yaml, faults, contract).check();
    new FormRules(read, yaml, faults).check();
    new FerryRules(read, yaml, faults).check();
    read.operations().forEach((name, operation) -> operation(yaml, name, operation));
    read.doors().forEach((name, door) -> door(yaml, name, door));
    read.provides().forEach((document, provision) -> provision(yaml, document, provision));
    auth(yaml, read.auth());
  }

  /** A question by call needs a mapping of its answer, and so does a question for the file. */
  private void provision(LocatedYaml yaml, String document, Provision provision) {
    if (provision.reply() == Provision.Answer.CALL) {
      document(yaml, "/provides/" + document + "/operation", provision.operation());
    }
    if (!provision.download().isEmpty()) {
      document(yaml, "/provides/" + document + "/download", provision.download());
    }
  }

  private void document(LocatedYaml yaml, String pointer, String operation) {
    String own = operation + ".document.jslt";
    if (!folder.has(own)) {
      fault(
          Folder.DESCRIPTOR,
          yaml.line(pointer),
          "没有 " + own + "，对方的答复不能读成证照",
          "添加 " + own + "，对照 holding.schema.json");
    }
  }

  private void codes(LocatedYaml yaml) {
    int before = faults.size();
    new CodeTableRules(yaml, faults).check();
    if (faults.size() == before) {
      codes = CodeTables.parse(yaml.tree());
    }
  }

  private void operation(LocatedYaml yaml, String name, Descriptor.Operation operation) {
    String text = name + ".text.jslt";
    if (folder.has(text)) {
      compile(text, Texts.mapping(name), Stage.TO_SYSTEM);
    }
    if (!folder.has(text) || accepted(name)) {
      mapping(yaml, "/operations/" + name, name, "to-system", Stage.TO_SYSTEM);
    }
    String news = name + ".to-canonical.jslt";
    if (folder.has(news)) {
      compile(news, name + ".news", Stage.TO_CANONICAL);
    }
    String holding = name + ".document.jslt";
    if (folder.has(holding)) {
      compile(holding, Holdings.mapping(name), Stage.TO_CANONICAL);
    }
    String answer = "/operations/" + name + "/answer/";
    expression(yaml, answer + "success", name + ".success", operation.answer().success());
    expression(yaml, answer + "notNow", name + ".notNow", operation.answer().notNow());
    expression(yaml, answer + "pending", name + ".pending", operation.answer().pending());
    expression(yaml, answer + "receiptNo", name + ".receiptNo", operation.answer().receiptNo());
    expression(yaml, answer + "code", name + ".code", operation.answer().code());
    expression(yaml, answer + "message", name + ".message", operation.answer().message());
    String trace = "/operations/" + name + "/trace/";
    expression(yaml, trace + "caseNo", name + ".trace.caseNo", operation.trace().caseNo());
    expression(yaml, trace + "messageId", name + ".trace.messageId", operation.trace().messageId());
    expression(yaml, trace + "subject", name + ".trace.subject", operation.trace().subject());
  }

  /** Whether messages go to an operation. */
  private boolean accepted(String operation) {
    return descriptor.stream()
        .flatMap(read -> read.accepts().stream())
        .anyMatch(rule -> rule.operation().equals(operation));
  }

  private void door(LocatedYaml yaml, String name, Descriptor.Door door) {
    if (door.gives().isEmpty()) {
      mapping(yaml, "/doors/" + name, name, "to-canonical", Stage.TO_CANONICAL);
    }
    door.gives().ifPresent(gives -> gives(yaml, name, gives));
    door.reply()
        .ifPresent(
            reply -> {
              expression(
                  yaml, "/doors/" + name + "/reply/accepted", name + ".accepted", reply.accepted());
              expression(
                  yaml, "/doors/" + name + "/reply/refused", name + ".refused", reply.refused());
            });
  }

  private void gives(LocatedYaml yaml, String name, Gives gives) {
    expression(yaml, "/doors/" + name + "/gives/caseNo", name + ".gives", gives.caseNo());
    if (gives.what() == Gives.What.CASE) {
      mapping(yaml, "/doors/" + name, name, "to-system", Stage.TO_SYSTEM);
    }
  }

  private void auth(LocatedYaml yaml, Auth auth) {
    if (auth instanceof Auth.Token token) {
      expression(yaml, "/auth/token", "auth.token", token.token());
      expression(yaml, "/auth/expiresIn", "auth.expiresIn", token.expiresIn());
      expression(yaml, "/auth/expired", "auth.expired", token.expired());
    }
    if (auth instanceof Auth.Hmac hmac) {
      expression(yaml, "/auth/expired", "auth.expired", hmac.expired());
      expression(yaml, "/auth/skew", "auth.skew", hmac.skew());
    }
    if (auth instanceof Auth.Tif tif) {
      expression(yaml, "/auth/skew", "auth.skew", tif.skew());
    }
    if (auth instanceof Auth.Signature signature) {
      expression(yaml, "/auth/over", "auth.over", signature.over());
      expression(yaml, "/auth/skew", "auth.skew", signature.skew());
    }
  }

  private void mapping(LocatedYaml yaml, String pointer, String name, String kind, Stage stage) {
    String own = name + "." + kind + ".jslt";
    String shared = kind + ".jslt";
    if (!folder.has(own) && !folder.has(shared)) {
      fault(
          Folder.DESCRIPTOR,
          yaml.line(pointer),
          name + " 没有映射文件",
          "添加 " + own + "（或全系统共用的 " + shared + "）");
      return;
    }
    compile(folder.has(own) ? own : shared, name, stage);
  }

  private void compile(String file, String key, Stage stage) {
    String source = folder.text(file).orElseThrow();
    try {
      mappings.put(key, Mapping.compile(file, source, codes, stage));
    } catch (JsltException e) {
      fault(file, Math.max(e.getLine(), 0), "映射不能编译：" + firstLine(e), "按 JSLT 语法改正该行");
    }
    if (faults.stream().noneMatch(fault -> fault.file().equals(FolderYaml.CODES))) {
      faults.addAll(new CodeCalls(codes).check(file, source));
    }
  }

  private static String firstLine(JsltException e) {
    return e.getMessage().lines().findFirst().orElse("");
  }

  private void expression(LocatedYaml yaml, String pointer, String key, String source) {
    try {
      expressions.put(key, Mapping.expression(pointer, source));
    } catch (JsltException e) {
      fault(
          Folder.DESCRIPTOR,
          yaml.line(pointer),
          "表达式 " + pointer + " 不能编译：" + firstLine(e),
          "按 JSLT 语法改正");
    }
  }

  private void fault(String file, int line, String message, String fix) {
    faults.add(new Fault(file, line, message, fix));
  }
}

package io.tongqiao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Checker;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Fault;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the checker says of one folder.
 *
 * @param operations how many there are; 0 where the descriptor cannot be read, as for doors
 */
record CheckedFolder(Folder folder, int operations, int doors, int samples, List<Fault> faults) {

  static CheckedFolder of(Checker checker, Folder folder) {
    Optional<Descriptor> descriptor =
        Catalogue.of(List.of(folder)).descriptors().stream().findFirst();
    return new CheckedFolder(
        folder,
        descriptor.map(d -> d.operations().size()).orElse(0),
        descriptor.map(d -> d.doors().size()).orElse(0),
        Sample.of(folder).size(),
        checker.check(folder));
  }

  void print(PrintWriter out) {
    String counts = "操作 %d，入口 %d，样例 %d".formatted(operations, doors, samples);
    if (faults.isEmpty()) {
      out.println(folder.id() + "：" + counts + "，没有发现问题");
      return;
    }
    out.println(folder.id() + "：" + counts + "，发现 " + faults.size() + " 个问题");
    for (Fault fault : faults) {
      out.println(place(fault) + "  " + fault.message().strip() + "  改法：" + fault.fix());
    }
  }

  /** {@code path:line}, as editors and terminals make it a link. */
  private String place(Fault fault) {
    return Path.of(folder.origin(), fault.file()) + (fault.line() > 0 ? ":" + fault.line() : "");
  }

  static ObjectNode toJson(List<CheckedFolder> checked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode folders = json.putArray("folders");
    checked.forEach(folder -> folders.add(folder.toJson()));
    json.put("faults", checked.stream().mapToInt(folder -> folder.faults().size()).sum());
    return json;
  }

  private ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", folder.id()).put("directory", folder.origin());
    json.put("operations", operations).put("doors", doors).put("samples", samples);
    ArrayNode list = json.putArray("faults");
    for (Fault fault : faults) {
      list.addObject()
          .put("file", fault.file())
          .put("line", fault.line())
          .put("message", fault.message())
          .put("fix", fault.fix());
    }
    return json;
  }
}

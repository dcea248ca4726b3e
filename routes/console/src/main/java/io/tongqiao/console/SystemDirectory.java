package io.tongqiao.console;

import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.List;
import org.springframework.stereotype.Component;

/** The systems that there are, by their ids. */
@Component
class SystemDirectory {

  private final Catalogue catalogue;

  SystemDirectory(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Ends the request when no system has this id, or not one that whoever asks may see. */
  void check(String id) {
    List<String> known =
        catalogue.descriptors().stream()
            .map(Descriptor::id)
            .filter(Operator.current().scope()::includes)
            .sorted()
            .toList();
    if (!known.contains(id)) {
      var finding =
          new Finding("/system", "没有名为 " + id + " 的系统", "改成下列之一：" + String.join("、", known));
      throw new RefusedException(
          Problem.of(Kind.UNKNOWN_SYSTEM, finding.message(), List.of(finding)));
    }
  }
}

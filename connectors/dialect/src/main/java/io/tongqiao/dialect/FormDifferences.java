package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a form and what the mapping gives for it are not the same fields, seen over all samples.
 */
final class FormDifferences {

  private final Folder folder;
  private final Dialect dialect;
  private final List<Fault> faults = new ArrayList<>();

  FormDifferences(Folder folder, Dialect dialect) {
    this.folder = folder;
    this.dialect = dialect;
  }

  List<Fault> check(List<Sample> samples) {
    dialect
        .descriptor()
        .operations()
        .forEach((name, part) -> part.form().ifPresent(form -> operation(name, form, samples)));
    return faults;
  }

  private void operation(String name, Form form, List<Sample> samples) {
    Set<String> given = new LinkedHashSet<>();
    boolean any = false;
    for (Sample sample : samples) {
      if (!sample.failing() && sample.part().equals(name)) {
        any |= gather(sample, given);
      }
    }
    if (!any) {
      return;
    }
    for (String field : given) {
      if (form.field(field).isEmpty()) {
        mapped(name, field);
      }
    }
    for (int i = 0; i < form.fields().size(); i++) {
      Form.Field field = form.fields().get(i);
      if (!field.optional() && !given.contains(field.name())) {
        String at = "/operations/" + name + "/form/fields/" + i;
        String told = "映射没有给出表单的“" + field.label() + "”（" + field.name() + "）";
        faults.add(
            new Fault(Folder.DESCRIPTOR, line(at), told, "在 " + file(name) + " 中给出它，或从 form 中去掉"));
      }
    }
  }

  /** A sample that the mapping refuses tells nothing here; it is told where samples are run. */
  private boolean gather(Sample sample, Set<String> given) {
    try {
      JsonNode tree = new SampleRun(dialect, sample).draft().tree();
      tree.fieldNames().forEachRemaining(given::add);
      return true;
    } catch (TranslationException | UncheckedIOException e) {
      return false;
    }
  }

  private void mapped(String operation, String field) {
    String file = file(operation);
    List<String> lines = folder.text(file).orElse("").lines().toList();
    int line = 0;
    while (line < lines.size() && !lines.get(line).contains("\"" + field + "\"")) {
      line++;
    }
    faults.add(
        new Fault(
            file,
            line < lines.size() ? line + 1 : 0,
            "映射给出了 " + field + "，表单里没有这一项",
            "在 " + Folder.DESCRIPTOR + " 的 form.fields 中按界面顺序写上它，或从映射中去掉"));
  }

  private String file(String operation) {
    String own = operation + ".to-system.jslt";
    return folder.has(own) ? own : "to-system.jslt";
  }

  private int line(String pointer) {
    try {
      return LocatedYaml.parse(folder.text(Folder.DESCRIPTOR).orElseThrow()).line(pointer);
    } catch (JsonProcessingException e) {
      return 0;
    }
  }
}

package io.tongqiao.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.schema.DocumentSchema;
import io.tongqiao.schema.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A folder's YAML files, held against their schemas; what is wrong is added to the faults. */
record FolderYaml(Folder folder, List<Fault> faults) {

  /** The file of the code tables. */
  static final String CODES = "codes.yaml";

  private static final DocumentSchema SYSTEM_SCHEMA = schema("system.schema.json");
  private static final DocumentSchema CODES_SCHEMA = schema("codes.schema.json");

  /** The descriptor; a fault when there is none. */
  Optional<LocatedYaml> descriptor() {
    if (!folder.has(Folder.DESCRIPTOR)) {
      String fix = "从 _template/ 复制 " + Folder.DESCRIPTOR;
      faults.add(new Fault(Folder.DESCRIPTOR, 0, "缺少文件", fix));
    }
    return read(Folder.DESCRIPTOR, SYSTEM_SCHEMA);
  }

  /** The code tables, where there are any. */
  Optional<LocatedYaml> codes() {
    return read(CODES, CODES_SCHEMA);
  }

  private Optional<LocatedYaml> read(String file, DocumentSchema schema) {
    Optional<String> text = folder.text(file);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocatedYaml yaml = LocatedYaml.parse(text.get());
      List<Finding> findings = schema.validate(yaml.tree());
      findings.forEach(
          f ->
              faults.add(
                  new Fault(file, yaml.line(f.field()), f.field() + " " + f.message(), f.fix())));
      return findings.isEmpty() ? Optional.of(yaml) : Optional.empty();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String told = "不是合法的 YAML：" + e.getOriginalMessage();
      faults.add(new Fault(file, line, told, "检查缩进、冒号后的空格和引号"));
      return Optional.empty();
    }
  }

  private static DocumentSchema schema(String name) {
    try (InputStream in = FolderYaml.class.getResourceAsStream(name)) {
      return DocumentSchema.of(new JsonMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

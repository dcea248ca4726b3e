package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tongqiao.dialect.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A copy of the system folders in which nobody waits long: a drill has minutes, not days. */
final class HurriedSystems {

  private static final String SCHEMA = "io/tongqiao/dialect/system.schema.json";

  private final YAMLMapper yaml = new YAMLMapper();
  private final boolean breakers;

  /** For a server, whose folders may have a breaker or may not yet. */
  HurriedSystems(Path serverJar) throws IOException {
    this.breakers = schema(serverJar).contains("\"breaker\"");
  }

  /**
   * Copies system folders.
   *
   * @param only their ids; empty for all
   * @throws IOException when a file cannot be read or written
   */
  void copy(Path from, Path to, Set<String> only) throws IOException {
    for (Folder folder : Folder.readAll(from)) {
      if (!only.isEmpty() && !only.contains(folder.id())) {
        continue;
      }
      for (var file : folder.files().entrySet()) {
        Path target = to.resolve(folder.id()).resolve(file.getKey());
        Files.createDirectories(target.getParent());
        byte[] bytes = file.getValue();
        Files.write(target, file.getKey().equals(Folder.DESCRIPTOR) ? hurried(bytes) : bytes);
      }
    }
  }

  private byte[] hurried(byte[] descriptor) throws IOException {
    ObjectNode tree = (ObjectNode) yaml.readTree(descriptor);
    tree.withObject("/retry").put("first", "300ms").put("multiplier", 2).put("max", "2s");
    tree.withObject("/limits").put("timeout", "2s");
    if (breakers) {
      tree.withObject("/breaker").put("probe", "1s").put("drain", "500/s");
    }
    return yaml.writeValueAsBytes(tree);
  }

  /** The schema of descriptors that the server brings along; empty where it brings none. */
  private static String schema(Path serverJar) throws IOException {
    try (var jar = new ZipInputStream(Files.newInputStream(serverJar))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().matches(".*/tongqiao-dialect-[^/]*\\.jar")) {
          return text(new ZipInputStream(jar));
        }
      }
    }
    return "";
  }

  private static String text(ZipInputStream jar) throws IOException {
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      if (entry.getName().equals(SCHEMA)) {
        return new String(jar.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}

package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the folders of one who asks for documents and of those who hold them, and the items. */
final class PullSystems {

  /** The system that asks. */
  static final String ASKER = "bench-asker";

  private static final String HOLDER = "bench-holder";

  /** The most calls side by side that a folder may ask for. */
  private static final int CONCURRENCY = 64;

  private static final int ASKER_CONCURRENCY = 16;

  private final Path templates;
  private final Path directory;
  private final Map<String, URI> endpoints = new HashMap<>();

  /**
   * Begins with the asker alone.
   *
   * @param templates directory of the folders to copy
   * @param directory of the server; folders and items are written below it
   * @param ear where the asker is told what comes late
   */
  PullSystems(Path templates, Path directory, URI ear) throws IOException {
    this.templates = templates;
    this.directory = directory;
    Systems.copy(templates.resolve(ASKER), folder(ASKER), ASKER, ASKER_CONCURRENCY);
    endpoints.put(ASKER, ear);
    Files.writeString(items(), PullItem.catalogue(), UTF_8);
  }

  /** Adds a holder of some types of document. */
  void hold(String name, List<String> documents, URI address) throws IOException {
    String id = HOLDER + "-" + name;
    Systems.copy(templates.resolve(HOLDER), folder(id), id, CONCURRENCY);
    Path descriptor = folder(id).resolve("system.yaml");
    String text = Files.readString(descriptor, UTF_8);
    String provides =
        documents.stream()
            .map(type -> "  " + type + ": {operation: query, by: [code], trust: A}\n")
            .collect(joining("", "provides:\n", ""));
    Files.writeString(descriptor, text.replaceFirst("provides:.*\n(?:  .*\n)+", provides), UTF_8);
    endpoints.put(id, address);
  }

  private Path folder(String id) {
    return directory.resolve("systems").resolve(id);
  }

  private Path items() {
    return directory.resolve("items.json");
  }

  /** Starts a server with these folders, items and addresses. */
  Server start(String name, Plan plan, Database journal, List<String> options)
      throws IOException, InterruptedException {
    return Server.start(
        name,
        plan.serverJar(),
        directory,
        new Server.Site(directory.resolve("systems"), endpoints, ASKER),
        journal,
        options,
        Map.of("TONGQIAO_ITEMS", items().toString()));
  }
}

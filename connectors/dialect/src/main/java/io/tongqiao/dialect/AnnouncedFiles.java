package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that samples speak of: those in {@code files/} must be there, and what a sample
 * announces of a file must be true of it. A variant that begins with {@code wrong-digest} must
 * announce what is not.
 */
final class AnnouncedFiles {

  private static final String DIRECTORY = "files/";

  /** Made by whoever plays the system, of so many bytes. */
  private static final Pattern MADE = Pattern.compile("(\\d{1,15})\\.bin");

  /** One announcement: its field, and what is true of the file's bytes. */
  private record Announced(String field, Function<byte[], String> truth) {}

  private static final List<Announced> ANNOUNCED =
      List.of(
          new Announced("size", bytes -> Integer.toString(bytes.length)),
          new Announced("sha256", Digests::sha256),
          new Announced("sm3", Digests::sm3));

  private final Folder folder;
  private final String endpoint;

  AnnouncedFiles(Folder folder, Descriptor descriptor) {
    this.folder = folder;
    this.endpoint = descriptor.endpoint();
  }

  /** What is wrong with the files of a sample that is right otherwise. */
  List<Fault> check(Sample sample) {
    var faults = new ArrayList<Fault>();
    file(sample, "holding", sample.tree("holding"), faults);
    file(sample, "canonical", sample.tree("canonical").path("data").path("holding"), faults);
    return faults;
  }

  private void file(Sample sample, String stem, JsonNode holding, List<Fault> faults) {
    String at = "samples/" + sample.name() + "/" + stem + ".json";
    for (JsonNode certificate : holding.path("certificates")) {
      JsonNode file = certificate.path("file");
      String name = name(file.path("url").asText());
      Matcher made = MADE.matcher(name);
      if (made.matches() && !folder.has(DIRECTORY + name)) {
        size(at, file, made.group(1), faults);
        continue;
      }
      if (!name.isEmpty() && !folder.has(DIRECTORY + name)) {
        faults.add(new Fault(at, 0, "文件夹里没有 files/" + name, "放入该文件，或改正 file.url"));
        continue;
      }
      Optional<byte[]> bytes =
          name.isEmpty() ? content(file) : Optional.of(folder.files().get(DIRECTORY + name));
      bytes.ifPresent(b -> announced(sample, at, file, b, faults));
    }
  }

  private static void size(String at, JsonNode file, String size, List<Fault> faults) {
    if (file.has("size") && !file.path("size").asText().equals(size)) {
      faults.add(new Fault(at, 0, "file.size 与文件名所说的字节数不同", "应为 " + size));
    }
  }

  private static void announced(
      Sample sample, String at, JsonNode file, byte[] bytes, List<Fault> faults) {
    List<Announced> wrong =
        ANNOUNCED.stream()
            .filter(a -> file.has(a.field()))
            .filter(a -> !file.path(a.field()).asText().equalsIgnoreCase(a.truth().apply(bytes)))
            .toList();
    if (!sample.variant().startsWith("wrong-digest")) {
      wrong.forEach(
          a ->
              faults.add(
                  new Fault(
                      at, 0, "file." + a.field() + " 与文件不符", "应为 " + a.truth().apply(bytes))));
    } else if (wrong.isEmpty()) {
      faults.add(new Fault(at, 0, "样例名为 wrong-digest，公布的摘要却与文件相符", "改错一个摘要，或给样例改名"));
    }
  }

  /** The name in {@code files/} that an address leads to; empty for an address elsewhere. */
  private String name(String url) {
    String path = url.startsWith(endpoint) ? url.substring(endpoint.length()) : url;
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return relative.startsWith(DIRECTORY)
        ? relative.substring(DIRECTORY.length()).replaceAll("[?#].*", "")
        : "";
  }

  private static Optional<byte[]> content(JsonNode file) {
    try {
      return file.has("content")
          ? Optional.of(Base64.getMimeDecoder().decode(file.path("content").asText()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

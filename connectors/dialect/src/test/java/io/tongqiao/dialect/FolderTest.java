package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

  @TempDir private Path directory;

  @Test
  void read_directory_holdsFilesByRelativePathWithoutHiddenOnes() throws Exception {
    write("a-system/system.yaml", "id: 旬阳");
    write("a-system/samples/push/request.xml", "<R/>");
    write("a-system/.swp", "x");
    write("a-system/samples/.cache/x", "x");

    Folder folder = Folder.read(directory.resolve("a-system"));

    assertThat(folder.id()).isEqualTo("a-system");
    assertThat(folder.files()).containsOnlyKeys("samples/push/request.xml", "system.yaml");
    assertThat(folder.text("system.yaml")).contains("id: 旬阳");
    assertThat(folder.text("codes.yaml")).isEmpty();
    assertThat(folder.has("samples/push/request.xml")).isTrue();
  }

  @Test
  void readAll_directory_findsSystemsByNameAndLeavesTemplatesOut() throws Exception {
    write("b/system.yaml", "");
    write("a/system.yaml", "");
    write("_template/system.yaml", "");
    write("notes/README.md", "");

    assertThat(Folder.readAll(directory)).extracting(Folder::id).containsExactly("a", "b");
  }

  @Test
  void read_missingDirectory_saysWhich() {
    Path missing = directory.resolve("none");

    assertThatThrownBy(() -> Folder.read(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> Folder.readAll(missing)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void samples_directories_tellPartVariantAndFailure() {
    var files = new TreeMap<String, byte[]>();
    files.put("samples/push/canonical.json", "{\"a\":1}".getBytes(UTF_8));
    files.put("samples/push-more--two/sample.yaml", "after: push".getBytes(UTF_8));
    files.put("samples/x-push--no/failure.yaml", "stage: answer".getBytes(UTF_8));
    files.put("samples/README.md", "no sample".getBytes(UTF_8));

    var samples = Sample.of(new Folder("small", "small", files));

    assertThat(samples)
        .extracting(Sample::name, Sample::part, Sample::failing)
        .containsExactly(
            tuple("push", "push", false),
            tuple("push-more--two", "push-more", false),
            tuple("x-push--no", "push", true));
    assertThat(samples.get(0).tree("canonical")).isEqualTo(CodecBytes.tree("{\"a\":1}"));
    assertThat(samples.get(0).object("news")).isEmpty();
    assertThat(samples.get(0).after()).isEmpty();
    assertThat(samples.get(1).after()).isEqualTo("push");
    assertThat(samples.get(2).tree("failure").path("stage").asText()).isEqualTo("answer");
  }

  @Test
  void sample_brokenFile_isNamed() {
    var files = new TreeMap<String, byte[]>();
    files.put("samples/push/canonical.json", "{\"a\":1,}".getBytes(UTF_8));
    Sample sample = Sample.of(new Folder("small", "small", files)).get(0);

    assertThatThrownBy(() -> sample.tree("canonical"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("push/canonical.json");
  }

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}

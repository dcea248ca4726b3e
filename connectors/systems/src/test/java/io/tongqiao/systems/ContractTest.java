package io.tongqiao.systems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Checker;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Goldens;
import io.tongqiao.dialect.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The one test of all systems: the checker finds nothing in any folder, and every sample is what
 * its folder makes of it, in both directions. {@code -Dgolden.update=true} rewrites the goldens.
 */
class ContractTest {

  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Checker CHECKER = new Checker();
  private static final long BEGUN = System.nanoTime();

  @BeforeAll
  static void goldens_updateRequested_areRewritten() throws Exception {
    if (Boolean.getBoolean("golden.update")) {
      for (Folder folder : folders()) {
        rewrite(folder);
      }
    }
  }

  /** What was tested, in a line of JSON; the template is not counted. */
  @AfterAll
  static void tell() {
    List<Folder> folders = Folder.readAll(HERE);
    List<Sample> samples = folders.stream().flatMap(f -> Sample.of(f).stream()).toList();
    var descriptors = Catalogue.of(folders).descriptors();
    System.out.printf(
        Locale.ROOT,
        "contract test: {\"folders\":%d,\"operations\":%d,\"doors\":%d,\"samples\":%d,"
            + "\"mustFail\":%d,\"seconds\":%.1f}%n",
        folders.size(),
        descriptors.stream().mapToInt(d -> d.operations().size()).sum(),
        descriptors.stream().mapToInt(d -> d.doors().size()).sum(),
        samples.size(),
        samples.stream().filter(Sample::failing).count(),
        (System.nanoTime() - BEGUN) / 1e9);
  }

  @TestFactory
  Stream<DynamicContainer> folder_everySample_holds() {
    return folders().stream()
        .map(folder -> DynamicContainer.dynamicContainer(folder.id(), tests(folder)));
  }

  private static Stream<DynamicTest> tests(Folder folder) {
    var tests = new ArrayList<DynamicTest>();
    tests.add(
        DynamicTest.dynamicTest(
            folder.id() + ": checker finds nothing",
            () -> assertThat(CHECKER.check(folder)).isEmpty()));
    try {
      Dialect dialect = Dialect.compile(folder);
      for (Sample sample : Sample.of(folder)) {
        tests.add(
            DynamicTest.dynamicTest(
                folder.id() + ": " + sample.name(),
                () -> assertThat(CHECKER.check(dialect, sample)).isEmpty()));
      }
    } catch (BrokenFolderException e) {
      tests.add(DynamicTest.dynamicTest(folder.id() + ": compiles", () -> Assertions.fail(e)));
    }
    return tests.stream();
  }

  /** All systems, and the template under a name that it could have. */
  private static List<Folder> folders() {
    var folders = new ArrayList<>(Folder.readAll(HERE));
    Folder template = Folder.read(HERE.resolve("_template"));
    var files = new TreeMap<String, byte[]>();
    template
        .files()
        .forEach(
            (name, bytes) ->
                files.put(
                    name,
                    new String(bytes, UTF_8).replace("_template", "template").getBytes(UTF_8)));
    folders.add(new Folder("template", template.origin(), files));
    return folders;
  }

  /** Writes the goldens back to where the folder came from, the template under its own name. */
  private static void rewrite(Folder folder) throws Exception {
    for (Map.Entry<String, String> golden : Goldens.of(folder).entrySet()) {
      String text = golden.getValue();
      if (folder.id().equals("template")) {
        text = text.replace("\"template\"", "\"_template\"");
      }
      Files.writeString(Path.of(folder.origin()).resolve(golden.getKey()), text);
    }
  }
}

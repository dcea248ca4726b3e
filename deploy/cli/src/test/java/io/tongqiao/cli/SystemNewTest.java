package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SystemNewTest {

  @TempDir private Path systems;

  static Stream<String> systems() throws IOException {
    try (Stream<Path> folders = Files.list(FolderCopy.SYSTEMS)) {
      return folders
          .filter(f -> Files.exists(f.resolve("system.yaml")))
          .map(f -> f.getFileName().toString())
          .filter(id -> !id.startsWith("_"))
          .toList()
          .stream();
    }
  }

  private CommandRun make(String id, String like) {
    return CommandRun.of(
        "system",
        "new",
        id,
        "--like",
        like,
        "--systems",
        systems.toString(),
        "--name",
        "省\"示例\"许可系统",
        "--owner",
        "省示例厅");
  }

  @ParameterizedTest
  @MethodSource("systems")
  void folder_likeAny_passesItsOwnCheck(String like) throws IOException {
    FolderCopy.of(like, systems);

    CommandRun run = make("prov-new-one", like);

    assertThat(run.out()).as(run.err()).contains("没有发现问题");
    assertThat(run.code()).isZero();
    String descriptor = Files.readString(systems.resolve("prov-new-one/system.yaml"));
    assertThat(descriptor).contains("id: prov-new-one").contains("省\\\"示例\\\"许可系统");
    assertThat(Files.readString(systems.resolve("prov-new-one/README.md")))
        .contains("Copied from " + like, "*assumed*");
  }

  @Test
  void folder_likeAFamily_isMadeOfOneOfThat() throws IOException {
    FolderCopy.of("prov-yctb", systems);
    FolderCopy.of("city-power", systems);

    CommandRun run = make("prov-new", "d5");

    assertThat(run.out()).contains("已照 prov-yctb 建好");
    assertThat(run.code()).isZero();
  }

  @Test
  void family_thatNobodySpeaks_isToldWithThoseThatAre() throws IOException {
    FolderCopy.of("prov-yctb", systems);

    CommandRun run = make("prov-new", "D99");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("没有系统或类别 D99").contains("D5");
    assertThat(systems.resolve("prov-new")).doesNotExist();
  }

  @Test
  void folder_thatIsThere_isNotTouched() throws IOException {
    FolderCopy.of("prov-yctb", systems);
    String before = Files.readString(systems.resolve("prov-yctb/system.yaml"));

    CommandRun run = make("prov-yctb", "D5");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("已经有");
    assertThat(Files.readString(systems.resolve("prov-yctb/system.yaml"))).isEqualTo(before);
  }

  @Test
  void id_notAllowed_isToldWithAnExample() {
    assertThat(make("Prov_New", "D5").err()).contains("prov-example");
  }
}

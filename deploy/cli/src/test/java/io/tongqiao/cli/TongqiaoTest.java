package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TongqiaoTest {

  @TempDir private Path empty;

  @Test
  void tongqiao_noCommand_isWrongUse() {
    CommandRun run = CommandRun.of();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("请给出子命令");
  }

  @Test
  void tongqiao_unknownCommand_isWrongUse() {
    assertThat(CommandRun.of("dance").code()).isEqualTo(2);
  }

  @Test
  void tongqiao_help_listsCommands() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("system", "pull", "demo");
  }

  @Test
  void systemCheck_noDirectory_isWrongUse() {
    assertThat(CommandRun.of("system", "check").code()).isEqualTo(2);
  }

  @Test
  void demo_missingOptions_isWrongUse() {
    CommandRun run = CommandRun.of("demo", "--once");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--relay");
  }

  @Test
  void demo_noPlatformAmongSystems_isWrongUse() {
    CommandRun run = demo(empty, empty);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("没有可以扮演的县级平台");
  }

  @Test
  void demo_nobodyListens_failsAndSaysWhatToDo() throws Exception {
    Files.writeString(empty.resolve("bureau-platform"), "key");

    CommandRun run = demo(empty, FolderCopy.SYSTEMS);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("连接不上").contains("地址和端口");
  }

  /** Port 1 of the loopback: nothing listens there. */
  private static CommandRun demo(Path keys, Path systems) {
    return CommandRun.of(
        "demo",
        "--relay=http://127.0.0.1:1",
        "--simulator=http://127.0.0.1:1",
        "--keys=" + keys,
        "--systems=" + systems,
        "--once");
  }
}

package io.tongqiao.cli;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Checker;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Goldens;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tongqiao system check <dir>...}: the checker of the start-up, offline. Prints each fault
 * as {@code file:line message 改法：fix} and exits with 1 when there is one.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "检查系统文件夹：描述、映射、码表和样例，不需要网络。")
final class SystemCheck implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "输出 JSON")
  private boolean json;

  @Option(names = "--update", description = "先按映射重新生成样例中的请求、回执、标准报文和答复，请核对改动后再提交")
  private boolean update;

  @Parameters(arity = "1..*", paramLabel = "<dir>", description = "系统文件夹，或放着多个系统文件夹的目录（以 _ 开头的不查）")
  private List<Path> directories = List.of();

  @Override
  public Integer call() {
    if (update) {
      folders().forEach(this::rewrite);
    }
    var checker = new Checker();
    List<CheckedFolder> checked =
        folders().stream().map(folder -> CheckedFolder.of(checker, folder)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(CheckedFolder.toJson(checked).toPrettyString());
    } else {
      checked.forEach(folder -> folder.print(out));
    }
    return checked.stream().allMatch(folder -> folder.faults().isEmpty()) ? 0 : 1;
  }

  /**
   * Writes the goldens that are not as the folder makes them now; a broken folder has none, and the
   * check tells why.
   */
  private void rewrite(Folder folder) {
    try {
      for (Map.Entry<String, String> golden : Goldens.of(folder).entrySet()) {
        if (!folder.text(golden.getKey()).equals(Optional.of(golden.getValue()))) {
          Path file = Path.of(folder.origin(), golden.getKey());
          Files.writeString(file, golden.getValue());
          spec.commandLine().getErr().println("已重新生成 " + file);
        }
      }
    } catch (BrokenFolderException e) {
      spec.commandLine().getErr().println(folder.id() + " 有错，没有重新生成样例");
    } catch (IOException e) {
      throw new UncheckedIOException("不能写入样例", e);
    }
  }

  private List<Folder> folders() {
    var folders = new ArrayList<Folder>();
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw new ParameterException(spec.commandLine(), "没有这个目录：" + directory);
      }
      List<Folder> inside =
          Files.exists(directory.resolve(Folder.DESCRIPTOR))
              ? List.of()
              : Folder.readAll(directory);
      folders.addAll(inside.isEmpty() ? List.of(Folder.read(directory)) : inside);
    }
    return folders;
  }
}

package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Checker;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Folder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tongqiao system new <id> --like <family>}: a new folder made of one whose family is
 * already spoken. It passes its own check at once; what is in it is the other system's until it has
 * been looked through.
 */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = "新建系统文件夹：照一个同类系统复制，换上自己的编号和名称，再检查一遍。")
final class SystemNew implements Callable<Integer> {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final String BINARY = "files/";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<id>", description = "新系统的编号：小写字母、数字和连字符，如 prov-example")
  private String id = "";

  @Option(
      names = "--like",
      required = true,
      paramLabel = "<family>",
      description = "照哪一类（如 D5、D7、REST）或哪个系统（写它的编号）")
  private String like = "";

  @Option(
      names = "--systems",
      defaultValue = "systems",
      paramLabel = "<dir>",
      description = "放着各系统文件夹的目录，新文件夹也建在这里（缺省 ./systems）")
  private Path systems = Path.of("systems");

  @Option(names = "--name", required = true, description = "新系统的中文名称")
  private String name = "";

  @Option(names = "--owner", required = true, description = "主管单位")
  private String owner = "";

  @Override
  public Integer call() throws IOException {
    Path target = systems.resolve(id);
    if (!ID.matcher(id).matches()) {
      throw wrong("编号 " + id + " 不合规则。用小写字母开头，只含小写字母、数字和连字符，如 prov-example");
    }
    if (Files.exists(target)) {
      throw wrong("已经有 " + target + "。换一个编号，或先把它移走");
    }
    Folder model = model();
    for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
      Path to = target.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, contents(model, file.getKey(), file.getValue()));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("已照 " + model.id() + " 建好 " + target);
    CheckedFolder checked = CheckedFolder.of(new Checker(), Folder.read(target));
    checked.print(out);
    out.println("接下来：");
    out.println("  1. README.md：写明接口来源，逐条核对哪些是对方公布的、哪些是推定的");
    out.println("  2. system.yaml：endpoint、accepts（要哪些事项和事件）、limits、retry");
    out.println(
        "  3. codes.yaml、*.jslt、contract/、samples/：按对方的规范逐个改，改后运行 tongqiao system check --update "
            + target);
    out.println("  4. 密钥：" + secrets(target));
    return checked.faults().isEmpty() ? 0 : 1;
  }

  private Folder model() {
    if (!Files.isDirectory(systems)) {
      throw wrong("没有目录 " + systems + "。用 --systems 写明放着各系统文件夹的目录");
    }
    List<Folder> folders = Folder.readAll(systems);
    return folders.stream()
        .filter(folder -> folder.id().equals(like))
        .findFirst()
        .or(() -> folders.stream().filter(this::isOfFamily).findFirst())
        .orElseThrow(
            () -> {
              List<String> known =
                  folders.stream().flatMap(f -> family(f).stream()).distinct().sorted().toList();
              return wrong("没有系统或类别 " + like + "。现有类别：" + String.join("、", known));
            });
  }

  private boolean isOfFamily(Folder folder) {
    return family(folder).filter(like::equalsIgnoreCase).isPresent();
  }

  private static Optional<String> family(Folder folder) {
    return Catalogue.of(List.of(folder)).descriptors().stream().map(Descriptor::family).findFirst();
  }

  private byte[] contents(Folder model, String file, byte[] bytes) {
    if (file.startsWith(BINARY)) {
      return bytes;
    }
    String text =
        Pattern.compile("(?<![\\w-])" + Pattern.quote(model.id()) + "(?![\\w-])")
            .matcher(new String(bytes, UTF_8))
            .replaceAll(id);
    return switch (file) {
      case Folder.DESCRIPTOR -> named(text).getBytes(UTF_8);
      case "README.md" -> readme(model, text).getBytes(UTF_8);
      default -> text.getBytes(UTF_8);
    };
  }

  private String named(String descriptor) {
    return descriptor
        .replaceFirst("(?m)^name: .*$", "name: " + both(name))
        .replaceFirst("(?m)^owner: .*$", "owner: " + both(owner));
  }

  private static String both(String text) {
    String quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return Matcher.quoteReplacement("{zh: " + quoted + ", en: " + quoted + "}");
  }

  private String readme(Folder model, String text) {
    return "# "
        + id
        + "\n\nCopied from "
        + model.id()
        + ". Nothing below has been confirmed for this system: every fact is *assumed* until its source is named here.\n\n"
        + text;
  }

  private static String secrets(Path target) {
    List<String> names =
        Catalogue.of(List.of(Folder.read(target))).descriptors().stream()
            .flatMap(Descriptor::secrets)
            .toList();
    return names.isEmpty() ? "不需要" : "放入 <数据目录>/secrets/ 的 " + String.join("、", names);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.tongqiao.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the server make a copy of its journal; the program tongqiao-backup packs the rest. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "让服务给出一份数据库副本（H2）；整机备份用 tongqiao-backup。")
final class BackupCommand implements Callable<Integer> {

  @Mixin private OperatorOptions operator;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return operator.post(
        "backups",
        JsonNodeFactory.instance.objectNode(),
        (out, answer) ->
            out.println(
                answer.has("file")
                    ? "数据库副本：" + answer.path("file").asText()
                    : "数据库不是 H2：用数据库自己的工具备份，例如 pg_dump"));
  }
}

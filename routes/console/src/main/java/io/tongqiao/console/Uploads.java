package io.tongqiao.console;

import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.FolderArchive;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.version.Versions;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Folders that operators send to be deployed: of systems that there are, and of new ones. */
@Component
public class Uploads {

  /** What an archive becomes in Base64, at most. */
  static final int LONGEST_BASE64 = (FolderArchive.MOST_BYTES + 2) / 3 * 4;

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+){0,5}");
  private static final int LONGEST_ID = 41;

  private final Versions versions;

  Uploads(Versions versions) {
    this.versions = versions;
  }

  /** Deploys an archive in Base64. */
  Optional<Problem> deploy(String system, String archive, Instruction by, Versions.When when) {
    try {
      return deploy(system, Base64.getDecoder().decode(archive), by, when);
    } catch (IllegalArgumentException e) {
      return wrong("/folder", "folder 不是 Base64", "把 ZIP 写成 Base64（RFC 4648）");
    }
  }

  /** Deploys an archive; empty when it was done, else why not, and nothing is changed. */
  public Optional<Problem> deploy(
      String system, byte[] archive, Instruction by, Versions.When when) {
    if (!ID.matcher(system).matches() || system.length() > LONGEST_ID) {
      return wrong("/system", system + " 不能作系统编号", "用小写字母、数字和连字符，以字母开头");
    }
    if (!Operator.current().scope().includes(system)) {
      return Optional.of(Problem.of(Kind.FORBIDDEN, "系统 " + system + " 不在您的范围内"));
    }
    try {
      Folder folder = FolderArchive.unpack(system, "上传", archive);
      return versions.deploy(folder, by, when);
    } catch (IOException e) {
      return wrong("/folder", e.getMessage(), "把系统文件夹压成一个 ZIP 再上传");
    }
  }

  private static Optional<Problem> wrong(String field, String message, String fix) {
    var finding = new Finding(field, message, fix);
    return Optional.of(Problem.of(Kind.INVALID, message, List.of(finding)));
  }
}

package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, tokens, keys and the audit from the command line, from the first password on. */
class PeopleCommandsIT {

  @TempDir private static Path directory;
  private static RunningRelay relay;
  private static Path admin;

  @BeforeAll
  static void open() throws Exception {
    relay = new RunningRelay(directory);
    Path first = relay.key("first-password");
    Path fresh = Files.writeString(directory.resolve("fresh"), "nicht-weitersagen-9");
    Path old = Files.copy(first, directory.resolve("old"));
    CommandRun changed =
        asAdmin(old, "user", "password", "--old-file=" + old, "--new-file=" + fresh);
    assertThat(changed.code()).as(changed.err()).isZero();
    admin = directory.resolve("admin-token");
    CommandRun issued = asAdmin(fresh, "token", "issue", "--label=值班电脑", "--save=" + admin);
    assertThat(issued.code()).as(issued.err()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(admin)))
        .isEqualTo("rw-------");
    assertThat(first).doesNotExist();
  }

  @AfterAll
  static void close() throws Exception {
    relay.close();
  }

  private static CommandRun asAdmin(Path password, String... arguments) {
    var all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--relay=" + relay.url());
    all.add("--user=admin");
    all.add("--password-file=" + password);
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** A program with a role, and its token. */
  private static Path program(String name, String role) {
    assertThat(
            relay
                .runAs(admin, "user", "add", name, "--name=" + name, "--role=" + role, "--service")
                .code())
        .isZero();
    Path token = directory.resolve(name);
    assertThat(
            relay
                .runAs(admin, "token", "issue", "--for=" + name, "--label=x", "--save=" + token)
                .code())
        .isZero();
    return token;
  }

  @Test
  void user_addedChangedDisabled_isListedSo() {
    CommandRun added =
        relay.runAs(
            admin,
            "user",
            "add",
            "zhang.yi",
            "--name=张一",
            "--role=OPERATOR,VIEWER",
            "--systems=" + RunningRelay.PROVINCE);
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out()).contains("密码（只显示这一次）", RunningRelay.PROVINCE);
    assertThat(relay.runAs(admin, "user", "role", "zhang.yi", "--role=VIEWER", "--reason=转岗").out())
        .contains("VIEWER，系统 *");
    assertThat(relay.runAs(admin, "user", "reset", "zhang.yi", "--reason=忘记").out())
        .contains("密码（只显示这一次）");
    assertThat(relay.runAs(admin, "user", "disable", "zhang.yi", "--reason=离岗").out())
        .contains("已停用");
    assertThat(relay.runAs(admin, "user", "list").out()).contains("zhang.yi", "已停用", "sysadmin");
    CommandRun both =
        relay.runAs(admin, "user", "add", "alles", "--name=x", "--role=AUDITOR,OPERATOR");
    assertThat(both.code()).isEqualTo(1);
    assertThat(both.err()).contains("三员分立");
    CommandRun own = relay.runAs(admin, "user", "disable", "admin", "--reason=x");
    assertThat(own.err()).contains("不能改自己的账户");
  }

  @Test
  void operator_pausingASystem_isToldWhoMay() {
    CommandRun refused =
        relay.runAs(relay.key("operator"), "system", "pause", RunningRelay.PROVINCE, "--reason=维护");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("系统管理员", "operator");
  }

  @Test
  void key_issuedAndRevoked_isListedSo() throws Exception {
    Path saved = directory.resolve("key");
    CommandRun issued =
        relay.runAs(
            admin, "key", "issue", RunningRelay.PROVINCE, "--reason=定期更换", "--save=" + saved);
    assertThat(issued.code()).as(issued.err()).isZero();
    String id = issued.out().replaceAll("(?s).*编号 (\\w{12}).*", "$1");
    assertThat(relay.runAs(admin, "key", "list").out()).contains(id);
    assertThat(relay.runAs(admin, "key", "revoke", RunningRelay.PROVINCE, id, "--reason=遗失").out())
        .doesNotContain(id)
        .contains(RunningRelay.PROVINCE);
    assertThat(Files.readString(saved)).hasSize(43);
  }

  @Test
  void token_revoked_isRefused() {
    Path token = program("kurz", "VIEWER");
    assertThat(relay.runAs(token, "lane", "list").code()).isZero();
    CommandRun list = relay.runAs(admin, "token", "list", "--for=kurz");
    String id = list.out().replaceAll("(?s).*\\b([0-9a-f]{12})\\b.*", "$1");
    assertThat(relay.runAs(admin, "token", "revoke", id, "--for=kurz").code()).isZero();
    assertThat(relay.runAs(token, "lane", "list").err()).contains("密钥不对");
  }

  @Test
  void audit_listedCheckedExported_isTheAuditors() throws Exception {
    Path auditor = program("pruefer", "AUDITOR");
    assertThat(relay.runAs(auditor, "audit", "list", "--act=token.").out())
        .contains("token.issue", "pruefer", "127.0.0.1");
    CommandRun check = relay.runAs(auditor, "audit", "check");
    assertThat(check.code()).isZero();
    assertThat(check.out()).contains("审计链完整");
    Path file = directory.resolve("audit.jsonl");
    assertThat(relay.runAs(auditor, "audit", "export", "--save=" + file).code()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(new JsonMapper().readTree(lines.get(0)).path("act").asText()).isEqualTo("user.add");
    assertThat(relay.runAs(auditor, "audit", "export").out()).contains(lines.get(0));
    CommandRun refused = relay.runAs(admin, "audit", "export");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("审计管理员");
  }
}

package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import io.tongqiao.journal.AccountJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What is done to accounts. Each act is made and audited in one transaction; one that is not
 * allowed changes nothing and gives the problem.
 */
@Component
public class Accounts {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{1,39}");

  private final AccountJournal accounts;
  private final Journal journal;
  private final Passwords passwords;
  private final TransactionOperations transactions;
  private final Clock clock;

  Accounts(
      AccountJournal accounts,
      Journal journal,
      Passwords passwords,
      TransactionOperations transactions,
      Clock clock) {
    this.accounts = accounts;
    this.journal = journal;
    this.passwords = passwords;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * An account that is asked for.
   *
   * @param service a program
   */
  public record Wanted(
      String name, String displayName, boolean service, Set<Role> roles, Scope scope) {}

  /**
   * What came of an act.
   *
   * @param password to be handed over, shown this once; empty where none was made
   */
  public record Done(Optional<Problem> problem, Optional<String> password) {

    private static Done refused(Kind kind, String field, String told, String fix) {
      var finding = new Finding(field, told, fix);
      return new Done(
          Optional.of(Problem.of(kind, told + "。" + fix, List.of(finding))), Optional.empty());
    }

    private static Done well() {
      return new Done(Optional.empty(), Optional.empty());
    }

    private static Done with(String password) {
      return new Done(Optional.empty(), Optional.of(password));
    }
  }

  public List<Account> all() {
    return accounts.all();
  }

  public Optional<Account> find(String name) {
    return accounts.find(name);
  }

  /** Makes an account; a person's with a password to be changed at the first sign-in. */
  public Done add(Wanted wanted, String actor, String reason) {
    Optional<Done> fault = rolesFault(wanted.roles);
    if (!NAME.matcher(wanted.name).matches()) {
      fault =
          Optional.of(
              Done.refused(Kind.INVALID, "/name", "账户名不合要求", "用 2 到 40 个小写字母、数字、点、横线，字母开头"));
    }
    if (fault.isPresent()) {
      return fault.get();
    }
    String password = passwords.generate();
    var account =
        new Account(
            wanted.name,
            wanted.displayName,
            wanted.service,
            wanted.service ? "" : passwords.hash(password),
            names(wanted.roles),
            wanted.scope.systems(),
            0,
            Optional.empty(),
            !wanted.service,
            clock.instant(),
            Optional.empty(),
            "");
    return transactions.execute(
        status -> {
          if (!accounts.add(account)) {
            return Done.refused(Kind.ILLEGAL_STATE, "/name", "已有账户 " + wanted.name, "换一个账户名");
          }
          audit(
              actor,
              "user.add",
              wanted.name,
              reason,
              "",
              new Rights(wanted.roles, wanted.scope).told());
          return wanted.service ? Done.well() : Done.with(password);
        });
  }

  /** Gives an account other roles and systems. */
  public Done allow(String name, Set<Role> roles, Scope scope, String actor, String reason) {
    return rolesFault(roles)
        .orElseGet(
            () ->
                change(
                    name,
                    actor,
                    account -> {
                      if (account.fromProvider()) {
                        String told = "账户 " + name + " 由统一身份认证登录，角色由那里的组决定";
                        return Done.refused(Kind.ILLEGAL_STATE, "/name", told, "在那里调整所在的组，下次登录生效");
                      }
                      accounts.allow(name, names(roles), scope.systems());
                      String was = Rights.of(account).told();
                      String now = new Rights(roles, scope).told();
                      audit(actor, "user.roles", name, reason, was, now);
                      return Done.well();
                    }));
  }

  /** Closes an account, its sessions and tokens with it, or opens it again. */
  public Done disable(String name, boolean disabled, String actor, String reason) {
    return change(
        name,
        actor,
        account -> {
          if (account.disabledAt().isPresent() == disabled) {
            String told = "账户 " + name + (disabled ? " 已经停用" : " 没有停用");
            return Done.refused(Kind.ILLEGAL_STATE, "/name", told, "不用再做");
          }
          accounts.disabled(name, disabled);
          String now = disabled ? "停用" : "启用";
          String act = disabled ? "user.disable" : "user.enable";
          audit(actor, act, name, reason, disabled ? "启用" : "停用", now);
          return Done.well();
        });
  }

  /** Gives a person another password, to be changed at the next sign-in, and ends a lock. */
  public Done reset(String name, String actor, String reason) {
    String password = passwords.generate();
    String hash = passwords.hash(password);
    return change(
        name,
        actor,
        account -> {
          if (account.service() || account.fromProvider()) {
            String told = (account.service() ? "服务账户" : "经统一身份认证登录的账户") + "没有密码";
            String fix = account.service() ? "给它签发令牌（token issue）" : "在统一身份认证重置";
            return Done.refused(Kind.ILLEGAL_STATE, "/name", told, fix);
          }
          accounts.password(name, hash, true);
          audit(actor, "user.reset", name, reason, "", "新密码，首次登录须修改");
          return Done.with(password);
        });
  }

  /** Someone changes the own password. */
  public Done password(String name, String old, String fresh) {
    Optional<Account> known =
        accounts.find(name).filter(a -> passwords.matches(old, a.passwordHash()));
    if (known.isEmpty()) {
      return Done.refused(Kind.INVALID, "/old", "原密码不对", "重新输入；忘了就请安全管理员重置");
    }
    Optional<String> fault =
        old.equals(fresh) ? Optional.of("新密码与原密码相同") : passwords.fault(name, fresh);
    if (fault.isPresent()) {
      return Done.refused(Kind.INVALID, "/new", fault.get(), "换一个新密码");
    }
    String hash = passwords.hash(fresh);
    return transactions.execute(
        status -> {
          accounts.password(name, hash, false);
          audit(name, "user.password", name, "", "", "");
          return Done.well();
        });
  }

  /** Nobody minds the own account; the password is another matter. */
  private Done change(String name, String actor, Function<Account, Done> act) {
    if (name.equals(actor)) {
      return Done.refused(Kind.FORBIDDEN, "/name", "不能改自己的账户", "请另一位安全管理员来做");
    }
    return transactions.execute(
        status ->
            accounts
                .lock(name)
                .map(act)
                .orElseGet(
                    () ->
                        Done.refused(
                            Kind.NOT_FOUND, "/name", "没有账户 " + name, "账户见用户列表（user list）")));
  }

  private static Optional<Done> rolesFault(Set<Role> roles) {
    if (roles.isEmpty()) {
      return Optional.of(Done.refused(Kind.INVALID, "/roles", "没有指定角色", "至少给一个角色"));
    }
    return Role.together(roles)
        ? Optional.empty()
        : Optional.of(
            Done.refused(
                Kind.INVALID,
                "/roles",
                "一个账户不能兼任系统管理员、安全管理员、审计管理员、运维员中的两个（三员分立，GB/T 22239）",
                "分给不同的人；查看员可以兼"));
  }

  private void audit(
      String actor, String act, String name, String reason, String before, String after) {
    journal.audit(actor, act, "account " + name, reason, before, after);
  }

  private static SortedSet<String> names(Collection<Role> roles) {
    return roles.stream().map(Role::name).collect(Collectors.toCollection(TreeSet::new));
  }
}

package io.tongqiao.console.page;

import io.tongqiao.console.people.Accounts;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Sessions;
import io.tongqiao.console.people.Tokens;
import io.tongqiao.journal.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own password and tokens. */
@Controller
@RequestMapping("/console/account")
class AccountPage {

  private static final String AGAIN = "redirect:/console/account";
  private static final int LONGEST_LABEL = 100;

  private final Accounts accounts;
  private final Tokens tokens;
  private final Sessions sessions;

  AccountPage(Accounts accounts, Tokens tokens, Sessions sessions) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  @GetMapping
  String show(Model model) {
    model.addAttribute("local", !isFromProvider());
    model.addAttribute("tokens", tokens.of(Operator.current().name()));
    model.addAttribute("longestDays", tokens.longestDays());
    return "account";
  }

  /** Of such an account the password is the provider's, and a token would outlive its groups. */
  private boolean isFromProvider() {
    return accounts.find(Operator.current().name()).filter(Account::fromProvider).isPresent();
  }

  @PostMapping("/password")
  String password(
      @RequestParam String old,
      @RequestParam String fresh,
      @RequestParam String again,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes next) {
    if (!fresh.equals(again)) {
      next.addFlashAttribute("fault", "两次输入的新密码不同");
      return AGAIN;
    }
    Accounts.Done done = accounts.password(Operator.current().name(), old, fresh);
    if (done.problem().isPresent()) {
      next.addFlashAttribute("fault", done.problem().get().detail());
      return AGAIN;
    }
    sessions.renew(request, response);
    next.addFlashAttribute("done", "account.password.changed");
    return AGAIN;
  }

  @PostMapping("/tokens")
  String issue(@RequestParam String label, @RequestParam int days, RedirectAttributes next) {
    String name = label.strip();
    if (isFromProvider()) {
      next.addFlashAttribute("fault", "经统一身份认证登录的账户没有命令行令牌。要用命令行，请安全管理员建一个本地账户");
      return AGAIN;
    }
    if (name.isEmpty()
        || name.length() > LONGEST_LABEL
        || days < 1
        || days > tokens.longestDays()) {
      next.addFlashAttribute("fault", "写明令牌的用途（至多 100 个字）和 1 到 " + tokens.longestDays() + " 天的期限");
      return AGAIN;
    }
    String me = Operator.current().name();
    Tokens.Issued issued = tokens.issue(accounts.find(me).orElseThrow(), name, days, me);
    next.addFlashAttribute("secret", issued.text()).addFlashAttribute("secretOf", name);
    return AGAIN;
  }

  @PostMapping("/tokens/{token}/revoke")
  String revoke(@PathVariable String token, RedirectAttributes next) {
    String me = Operator.current().name();
    boolean done = tokens.revoke(me, token, me);
    next.addFlashAttribute(done ? "done" : "fault", done ? "account.token.revoked" : "这个令牌已经失效");
    return AGAIN;
  }
}

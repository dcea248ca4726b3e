package io.tongqiao.console.page;

import io.tongqiao.console.people.Accounts;
import io.tongqiao.console.people.Accounts.Done;
import io.tongqiao.console.people.Accounts.Wanted;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.console.people.Scope;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.Account;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Accounts, for the security administrator. */
@Controller
@RequestMapping("/console/users")
class UsersPage {

  private static final String AGAIN = "redirect:/console/users";
  private static final int LONGEST = 100;
  private static final int LONGEST_REASON = 1000;

  private final Accounts accounts;
  private final Catalogue catalogue;
  private final Clock clock;

  UsersPage(Accounts accounts, Catalogue catalogue, Clock clock) {
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @GetMapping
  String show(Model model) {
    List<Descriptor> systems =
        catalogue.descriptors().stream().sorted(Comparator.comparing(Descriptor::id)).toList();
    model
        .addAttribute("users", accounts.all())
        .addAttribute("roles", Role.values())
        .addAttribute("systems", systems)
        .addAttribute("every", Account.EVERY)
        .addAttribute("now", clock.instant());
    return "users";
  }

  @PostMapping
  String add(
      @RequestParam String name,
      @RequestParam String displayName,
      @RequestParam(defaultValue = "false") boolean service,
      @RequestParam(defaultValue = "") Set<Role> roles,
      @RequestParam(defaultValue = Account.EVERY) List<String> systems,
      RedirectAttributes next) {
    if (displayName.isBlank() || displayName.length() > LONGEST) {
      next.addFlashAttribute("fault", "写明姓名或用途，至多 " + LONGEST + " 个字");
      return AGAIN;
    }
    var wanted = new Wanted(name.strip(), displayName.strip(), service, roles, scope(systems));
    return told(name, accounts.add(wanted, Operator.current().name(), ""), next);
  }

  @PostMapping("/{name}/roles")
  String roles(
      @PathVariable String name,
      @RequestParam(defaultValue = "") Set<Role> roles,
      @RequestParam(defaultValue = Account.EVERY) List<String> systems,
      @RequestParam String reason,
      RedirectAttributes next) {
    return because(
        name, reason, by -> accounts.allow(name, roles, scope(systems), by, reason.strip()), next);
  }

  @PostMapping("/{name}/disable")
  String disable(@PathVariable String name, @RequestParam String reason, RedirectAttributes next) {
    return because(name, reason, by -> accounts.disable(name, true, by, reason.strip()), next);
  }

  @PostMapping("/{name}/enable")
  String enable(@PathVariable String name, @RequestParam String reason, RedirectAttributes next) {
    return because(name, reason, by -> accounts.disable(name, false, by, reason.strip()), next);
  }

  @PostMapping("/{name}/reset")
  String reset(@PathVariable String name, @RequestParam String reason, RedirectAttributes next) {
    return because(name, reason, by -> accounts.reset(name, by, reason.strip()), next);
  }

  /** Those of the systems that there are; all of them when none of these was chosen. */
  private Scope scope(List<String> systems) {
    List<String> chosen =
        catalogue.descriptors().stream().map(Descriptor::id).filter(systems::contains).toList();
    return systems.contains(Account.EVERY) || chosen.isEmpty() ? Scope.ALL : Scope.of(chosen);
  }

  private static String because(
      String name, String reason, Function<String, Done> act, RedirectAttributes next) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      next.addFlashAttribute("fault", "写明理由，至多 " + LONGEST_REASON + " 个字");
      return AGAIN;
    }
    return told(name, act.apply(Operator.current().name()), next);
  }

  private static String told(String name, Done done, RedirectAttributes next) {
    done.problem().ifPresent(problem -> next.addFlashAttribute("fault", problem.detail()));
    if (done.problem().isEmpty()) {
      next.addFlashAttribute("done", "users.done");
    }
    done.password()
        .ifPresent(
            password ->
                next.addFlashAttribute("secret", password).addFlashAttribute("secretOf", name));
    return AGAIN;
  }
}

package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What somebody may do. Of groups: all their roles, and the systems of those groups that give the
 * duty. A group that only lets one see widens no duty.
 */
record Rights(Set<Role> roles, Scope scope) {

  static Rights of(Collection<OidcProperties.Group> groups) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    groups.forEach(group -> roles.addAll(group.roles()));
    List<OidcProperties.Group> duties = groups.stream().filter(Rights::givesDuty).toList();
    Set<String> systems = new TreeSet<>();
    (duties.isEmpty() ? groups : duties).forEach(group -> systems.addAll(group.systems()));
    return new Rights(roles, systems.contains(Account.EVERY) ? Scope.ALL : Scope.of(systems));
  }

  /** Of an account as it stands. */
  static Rights of(Account account) {
    Operator operator = Operator.of(account);
    return new Rights(operator.roles(), operator.scope());
  }

  /** As the audit tells them. */
  String told() {
    String names = roles.stream().map(Role::name).sorted().collect(Collectors.joining(","));
    return names + " @ " + String.join(",", scope.systems());
  }

  private static boolean givesDuty(OidcProperties.Group group) {
    return group.roles().stream().anyMatch(role -> role != Role.VIEWER);
  }
}

package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody's groups come to: all their roles, and the systems of those groups that give the
 * duty. A group that only lets one see widens no duty.
 */
record Rights(Set<Role> roles, Scope scope) {

  static Rights of(Collection<OidcProperties.Group> groups) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    groups.forEach(group -> roles.addAll(group.roles()));
    List<OidcProperties.Group> duties = groups.stream().filter(Rights::givesDuty).toList();
    Set<String> systems = new TreeSet<>();
    (duties.isEmpty() ? groups : duties).forEach(group -> systems.addAll(group.systems()));
    return new Rights(
        roles, systems.contains(Account.EVERY) ? Scope.ALL : Scope.of(systems));
  }

  private static boolean givesDuty(OidcProperties.Group group) {
    return group.roles().stream().anyMatch(role -> role != Role.VIEWER);
  }
}

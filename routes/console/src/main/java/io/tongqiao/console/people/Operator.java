package io.tongqiao.console.people;

import io.tongqiao.journal.Account;
import io.tongqiao.journal.AuditEntry;
import java.io.Serializable;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is asking or acting, as the account stands now.
 *
 * @param service a program
 * @param mustChange may do nothing yet but change the password
 * @param stamp changes with the password, so that sessions begun with another one end
 */
public record Operator(
    String name,
    String displayName,
    Set<Role> roles,
    Scope scope,
    boolean service,
    boolean mustChange,
    String stamp)
    implements Principal, Serializable {

  /** The account, which is not disabled. */
  static Operator of(Account account) {
    Set<Role> roles =
        account.roles().stream()
            .map(Role::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    return new Operator(
        account.name(),
        account.displayName(),
        roles,
        new Scope(account.systems()),
        account.service(),
        account.mustChange(),
        AuditEntry.sm3(account.passwordHash()));
  }

  /**
   * Who sent the request that is being answered.
   *
   * @throws IllegalStateException when nobody has signed in, which no rule allows
   */
  public static Operator current() {
    Authentication now = SecurityContextHolder.getContext().getAuthentication();
    if (now != null && now.getPrincipal() instanceof Operator operator) {
      return operator;
    }
    throw new IllegalStateException("nobody has signed in");
  }

  @Override
  public String getName() {
    return name;
  }

  /** Whether it has one of these roles. */
  public boolean isOneOf(Set<Role> allowed) {
    return roles.stream().anyMatch(allowed::contains);
  }

  /** As Spring Security wants it. */
  Authentication authenticated() {
    List<SimpleGrantedAuthority> authorities =
        roles.stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList();
    return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities);
  }
}

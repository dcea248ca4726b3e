package io.tongqiao.console.people;

import static io.tongqiao.console.people.Role.AUDITOR;
import static io.tongqiao.console.people.Role.OPERATOR;
import static io.tongqiao.console.people.Role.SECURITY_ADMIN;
import static io.tongqiao.console.people.Role.SYSTEM_ADMIN;
import static io.tongqiao.console.people.Role.VIEWER;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may ask what: the one table. The first line that fits decides; what fits none is denied to
 * everyone.
 */
@Component
public class Rules {

  private static final Set<Role> ALL = Collections.unmodifiableSet(EnumSet.allOf(Role.class));
  private static final Set<Role> SEEING = set(VIEWER, OPERATOR, SYSTEM_ADMIN);
  private static final Set<Role> WORKING = set(VIEWER, OPERATOR);

  /** A line of the table. */
  private record Rule(HttpMethod method, PathPattern pattern, Set<Role> roles) {

    boolean fits(String asked, PathContainer path) {
      return method.name().equals(asked) && pattern.matches(path);
    }
  }

  private final List<Rule> table =
      List.of(
          // one's own account
          rule(GET, "/ops/v1/me/**", ALL),
          rule(POST, "/ops/v1/me/**", ALL),
          // systems
          rule(GET, "/ops/v1/systems", ALL),
          rule(GET, "/ops/v1/systems/{system}/entries/**", WORKING),
          rule(POST, "/ops/v1/systems/{system}/entries/**", set(OPERATOR)),
          rule(GET, "/ops/v1/systems/{system}", SEEING),
          rule(POST, "/ops/v1/systems/{system}/test", set(OPERATOR, SYSTEM_ADMIN)),
          rule(POST, "/ops/v1/systems/{system}/translate", set(OPERATOR, SYSTEM_ADMIN)),
          rule(GET, "/ops/v1/systems/{system}/versions/**", SEEING),
          rule(POST, "/ops/v1/systems/{system}/versions", set(SYSTEM_ADMIN)),
          rule(POST, "/ops/v1/systems/{system}/rollback", set(SYSTEM_ADMIN)),
          rule(POST, "/ops/v1/systems/{system}/withdraw", set(SYSTEM_ADMIN)),
          rule(POST, "/ops/v1/systems/{system}/pause", set(SYSTEM_ADMIN)),
          rule(POST, "/ops/v1/systems/{system}/resume", set(SYSTEM_ADMIN)),
          rule(GET, "/ops/v1/keys", set(SECURITY_ADMIN)),
          rule(POST, "/ops/v1/systems/{system}/keys/**", set(SECURITY_ADMIN)),
          // work
          rule(GET, "/ops/v1/lanes/**", SEEING),
          rule(GET, "/ops/v1/deliveries/{id}", WORKING),
          rule(GET, "/ops/v1/deliveries/{id}/texts", set(OPERATOR, AUDITOR)),
          rule(POST, "/ops/v1/deliveries/{id}/texts", set(OPERATOR, AUDITOR)),
          rule(POST, "/ops/v1/deliveries/{id}/*", set(OPERATOR)),
          rule(GET, "/ops/v1/messages/{id}", WORKING),
          rule(GET, "/ops/v1/replays/**", WORKING),
          rule(POST, "/ops/v1/replays/**", set(OPERATOR)),
          rule(GET, "/ops/v1/tasks/**", WORKING),
          rule(POST, "/ops/v1/tasks/**", set(OPERATOR)),
          // cases
          rule(POST, "/ops/v1/cases/search", WORKING),
          rule(GET, "/ops/v1/cases/{caseNo}", WORKING),
          // the whole
          rule(GET, "/ops/v1/alerts", SEEING),
          rule(POST, "/ops/v1/backups", set(SYSTEM_ADMIN)),
          // who asked what about whom
          rule(POST, "/ops/v1/pulls/search", set(OPERATOR, AUDITOR)),
          rule(GET, "/ops/v1/pulls/{pull}", set(OPERATOR, AUDITOR)),
          // people
          rule(GET, "/ops/v1/users/**", set(SECURITY_ADMIN)),
          rule(POST, "/ops/v1/users/**", set(SECURITY_ADMIN)),
          // audit
          rule(GET, "/ops/v1/audit/**", set(AUDITOR)),
          // pages
          rule(GET, "/", ALL),
          rule(GET, "/console", ALL),
          rule(GET, "/console/overview/**", ALL),
          rule(GET, "/console/systems/{system}/test", set(OPERATOR, SYSTEM_ADMIN)),
          rule(POST, "/console/systems/{system}/test", set(OPERATOR, SYSTEM_ADMIN)),
          rule(GET, "/console/systems/**", SEEING),
          rule(POST, "/console/systems/{system}/versions", set(SYSTEM_ADMIN)),
          rule(POST, "/console/systems/{system}/rollback", set(SYSTEM_ADMIN)),
          rule(POST, "/console/systems/{system}/withdraw", set(SYSTEM_ADMIN)),
          rule(POST, "/console/systems/{system}/pause", set(SYSTEM_ADMIN)),
          rule(POST, "/console/systems/{system}/resume", set(SYSTEM_ADMIN)),
          rule(GET, "/console/bench", set(OPERATOR, SYSTEM_ADMIN)),
          rule(POST, "/console/bench", set(OPERATOR, SYSTEM_ADMIN)),
          rule(GET, "/console/stuck/{id}/texts", set(OPERATOR)),
          rule(GET, "/console/stuck/**", WORKING),
          rule(POST, "/console/stuck/**", set(OPERATOR)),
          rule(GET, "/console/cases", WORKING),
          rule(POST, "/console/cases", WORKING),
          rule(GET, "/console/cases/{caseNo}", WORKING),
          rule(GET, "/console/cases/{caseNo}/deliveries/{id}", set(OPERATOR)),
          rule(POST, "/console/cases/{caseNo}/deliveries/{id}", set(OPERATOR)),
          rule(GET, "/console/account", ALL),
          rule(POST, "/console/account/**", ALL),
          rule(GET, "/console/entry/**", WORKING),
          rule(POST, "/console/entry/**", set(OPERATOR)),
          rule(GET, "/console/documents/**", set(OPERATOR, AUDITOR)),
          rule(POST, "/console/documents/**", set(OPERATOR, AUDITOR)),
          rule(GET, "/console/users/**", set(SECURITY_ADMIN)),
          rule(POST, "/console/users/**", set(SECURITY_ADMIN)),
          rule(GET, "/console/audit/**", set(AUDITOR)));

  private static Set<Role> set(Role... roles) {
    return Collections.unmodifiableSet(EnumSet.copyOf(List.of(roles)));
  }

  private static Rule rule(HttpMethod method, String pattern, Set<Role> roles) {
    return new Rule(method, PathPatternParser.defaultInstance.parse(pattern), roles);
  }

  /**
   * Who may send this; empty when no line speaks of it.
   *
   * @param path as it stands in the address, below the application's own
   */
  public Optional<Set<Role>> allowed(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    PathContainer parsed = PathContainer.parsePath(path);
    return table.stream().filter(rule -> rule.fits(asked, parsed)).map(Rule::roles).findFirst();
  }
}

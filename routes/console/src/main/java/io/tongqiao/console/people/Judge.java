package io.tongqiao.console.people;

import io.tongqiao.door.Problems;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Decides by the table of rules whether a request may be answered, and says why not. */
@Component
class Judge {

  /** What whoever must change the password may still do. */
  private static final Set<String> CHANGING =
      Set.of("/ops/v1/me", "/ops/v1/me/password", "/console/account", "/console/account/password");

  private final Rules rules;
  private final Problems problems;

  Judge(Rules rules, Problems problems) {
    this.rules = rules;
    this.problems = problems;
  }

  /** Whether this may be answered; whoever is nobody has not signed in. */
  AuthorizationDecision decide(Supplier<Authentication> speaker, HttpServletRequest request) {
    Authentication known = speaker.get();
    if (known == null || !(known.getPrincipal() instanceof Operator operator)) {
      return new AuthorizationDecision(false);
    }
    return new AuthorizationDecision(
        (!operator.mustChange() || CHANGING.contains(request.getRequestURI()))
            && allowed(request).map(operator::isOneOf).orElse(false));
  }

  private Optional<Set<Role>> allowed(HttpServletRequest request) {
    return rules.allowed(request.getMethod(), request.getRequestURI());
  }

  /** Why it was denied. */
  Problem denial(HttpServletRequest request) {
    Operator operator = Operator.current();
    if (operator.mustChange()) {
      return Problem.of(Kind.FORBIDDEN, "密码是别人给的，要先改成自己的（user password，或控制台“我的账户”）");
    }
    return allowed(request)
        .map(
            roles ->
                Problem.of(
                    Kind.FORBIDDEN,
                    "账户 "
                        + operator.name()
                        + "（"
                        + titles(operator.roles())
                        + "）不能做这件事，要由"
                        + titles(roles)
                        + "来做"))
        .orElseGet(() -> Problem.of(Kind.NOT_FOUND, "没有这个地址"));
  }

  /** Tells it as a problem. */
  void deny(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(response, denial(request));
  }

  private static String titles(Set<Role> roles) {
    return roles.stream().map(Role::title).collect(Collectors.joining("、"));
  }
}

package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.console.people.Role;
import io.tongqiao.console.people.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address of this module, tried with every role: one that no rule speaks of fails. */
class RulesSweepIT {

  /** Addresses before anyone has signed in. */
  private static final Set<String> OPEN = Set.of("GET /console/sign-in");

  private static final Map<Role, Visitor> VISITORS = new EnumMap<>(Role.class);

  @TempDir private static Path directory;
  private static Site site;
  private static Crew crew;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    crew = new Crew(site);
    for (Role role : Role.values()) {
      String name = "person." + role.name().toLowerCase(Locale.ROOT).replace('_', '-');
      crew.settled(name, role);
      VISITORS.put(role, new Visitor(site.url()));
      assertThat(VISITORS.get(role).signIn(name, Crew.PASSWORD)).endsWith("/console");
    }
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  /** An address as it can be asked for: nothing has the number 0, no system is called none. */
  private record Asked(String method, String path) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static Collection<Asked> addresses() {
    List<Asked> all = new ArrayList<>();
    site.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (method.getBeanType().getPackageName().startsWith("io.tongqiao.console")) {
                all.addAll(asked(mapping));
              }
            });
    all.removeIf(asked -> OPEN.contains(asked.toString()));
    assertThat(all).hasSizeGreaterThan(30);
    return all;
  }

  private static List<Asked> asked(RequestMappingInfo mapping) {
    List<Asked> asked = new ArrayList<>();
    for (String pattern : mapping.getPatternValues()) {
      String path = pattern.replaceAll("\\{\\w+}", "0");
      Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
      assertThat(methods).as("%s says which methods it answers", pattern).isNotEmpty();
      methods.forEach(method -> asked.add(new Asked(method.name(), path)));
    }
    return asked;
  }

  @TestFactory
  Collection<DynamicTest> everyAddress_askedByEveryRole_isAnsweredToThoseOfItsRuleOnly() {
    Rules rules = site.bean(Rules.class);
    List<DynamicTest> tests = new ArrayList<>();
    for (Asked asked : addresses()) {
      tests.add(DynamicTest.dynamicTest(asked.toString(), () -> sweep(rules, asked)));
    }
    return tests;
  }

  private static void sweep(Rules rules, Asked asked) {
    assertThat(rules.allowed(asked.method, asked.path))
        .as("a line of the table speaks of %s", asked)
        .isPresent();
    Set<Role> allowed = rules.allowed(asked.method, asked.path).orElseThrow();
    if (asked.path.startsWith("/ops/")) {
      assertThat(site.send(asked.method, asked.path, "", "").status()).isEqualTo(401);
      assertThat(site.send(asked.method, asked.path, "", site.key(Site.BUREAU)).status())
          .isEqualTo(401);
      for (Role role : Role.values()) {
        int status = site.send(asked.method, asked.path, "", crew.of(role)).status();
        if (allowed.contains(role)) {
          assertThat(status).as("%s by %s", asked, role).isNotIn(401, 403, 500);
        } else {
          assertThat(status).as("%s by %s", asked, role).isEqualTo(403);
        }
      }
      return;
    }
    assertThat(site.send(asked.method, asked.path, "", "").status())
        .as("%s by nobody", asked)
        .isEqualTo(302);
    for (Role role : Role.values()) {
      int status = visited(asked, VISITORS.get(role));
      if (allowed.contains(role)) {
        assertThat(status).as("%s by %s", asked, role).isNotIn(401, 403, 500);
      } else {
        assertThat(status).as("%s by %s", asked, role).isEqualTo(403);
      }
    }
  }

  private static int visited(Asked asked, Visitor visitor) {
    return asked.method.equals("GET")
        ? visitor.get(asked.path).statusCode()
        : visitor.submit("/console/account", asked.path).statusCode();
  }

  /** What may never be one role's part: said here a second time, beside the table. */
  @Test
  void administrators_andTheAuditor_doNoneOfTheOthersParts() {
    assertThat(roles("POST", "/ops/v1/deliveries/1/correct")).containsExactly(Role.OPERATOR);
    assertThat(roles("POST", "/ops/v1/replays")).containsExactly(Role.OPERATOR);
    assertThat(roles("POST", "/ops/v1/systems/x/pause")).containsExactly(Role.SYSTEM_ADMIN);
    assertThat(roles("POST", "/ops/v1/users")).containsExactly(Role.SECURITY_ADMIN);
    assertThat(roles("POST", "/ops/v1/systems/x/keys")).containsExactly(Role.SECURITY_ADMIN);
    assertThat(roles("GET", "/ops/v1/audit/export")).containsExactly(Role.AUDITOR);
    assertThat(roles("POST", "/ops/v1/deliveries/1/texts"))
        .containsExactlyElementsOf(EnumSet.of(Role.AUDITOR, Role.OPERATOR));
    assertThat(site.bean(Rules.class).allowed("DELETE", "/ops/v1/audit")).isEmpty();
    assertThat(site.bean(Rules.class).allowed("POST", "/ops/v1/no-such-thing")).isEmpty();
  }

  private static Set<Role> roles(String method, String path) {
    return new TreeSet<>(site.bean(Rules.class).allowed(method, path).orElseThrow());
  }
}

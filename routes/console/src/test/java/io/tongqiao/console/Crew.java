package io.tongqiao.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Role;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Whoever operates a site: the first administrator, and a program with each of the roles. */
final class Crew {

  static final String PASSWORD = "shan-gu-qing-feng-7";

  private final Site site;
  private final String admin;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);

  private Crew(Site site, String admin) {
    this.site = site;
    this.admin = admin;
  }

  /** The first administrator signs in, changes the password, and makes a program of each role. */
  Crew(Site site) {
    this(site, token(site, "admin", changed(site, "admin", site.key("first-password"))));
    for (Role role : Role.values()) {
      String name = "test-" + role.name().toLowerCase(Locale.ROOT).replace('_', '-');
      tokens.put(role, token(name, role));
    }
  }

  /** The same where the first administrator has a password of its own; without programs. */
  static Crew after(Site site, String name, String password) {
    return new Crew(site, token(site, name, password));
  }

  private static String token(Site site, String name, String password) {
    String label = json().put("label", "试验").toString();
    return done(site.basic("POST", "/ops/v1/me/tokens", label, name, password))
        .path("key")
        .asText();
  }

  /** Somebody changes a given password. */
  private static String changed(Site site, String name, String given) {
    ObjectNode change = json().put("old", given).put("new", PASSWORD);
    OperatorAnswer changed =
        site.basic("POST", "/ops/v1/me/password", change.toString(), name, given);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    return PASSWORD;
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  /** The token of the first administrator. */
  String admin() {
    return admin;
  }

  /** The token of a program with this role. */
  String of(Role role) {
    return tokens.get(role);
  }

  /** A token of a new program with a role, for some systems or, with none named, for all. */
  String token(String name, Role role, String... systems) {
    ObjectNode wanted = wanted(name, role, systems).put("service", true);
    JsonNode made = done(site.ask("POST", "/ops/v1/users", wanted.toString(), admin));
    assertThat(made.has("password")).isFalse();
    String label = json().put("label", "试验").toString();
    return done(site.ask("POST", "/ops/v1/users/" + name + "/tokens", label, admin))
        .path("key")
        .asText();
  }

  /** A new person with a role, and the password given to it. */
  String person(String name, Role role) {
    OperatorAnswer made = site.ask("POST", "/ops/v1/users", wanted(name, role).toString(), admin);
    return done(made).path("password").asText();
  }

  /** A person with a password of its own. */
  void settled(String name, Role role) {
    changed(site, name, person(name, role));
  }

  private static ObjectNode wanted(String name, Role role, String... systems) {
    ObjectNode wanted = json().put("name", name).put("displayName", "试验" + role.title());
    wanted.putArray("roles").add(role.name());
    for (String system : systems) {
      wanted.withArray("systems").add(system);
    }
    return wanted;
  }

  private static JsonNode done(OperatorAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }
}

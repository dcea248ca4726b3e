package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Accounts;
import io.tongqiao.console.people.Accounts.Done;
import io.tongqiao.console.people.Accounts.Wanted;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.console.people.Scope;
import io.tongqiao.console.people.Tokens;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.Account;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, as the security administrator minds them. */
@RestController
@RequestMapping(path = "/ops/v1/users", produces = "application/json")
class UsersController {

  private final Accounts accounts;
  private final Tokens tokens;
  private final Catalogue catalogue;

  UsersController(Accounts accounts, Tokens tokens, Catalogue catalogue) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.catalogue = catalogue;
  }

  @GetMapping
  JsonNode list() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode users = answer.putArray("users");
    accounts.all().forEach(account -> users.add(AccountViews.account(account)));
    return answer;
  }

  @PostMapping
  ResponseEntity<JsonNode> add(@RequestBody Optional<byte[]> body) {
    Asked asked =
        Asked.of(body, Set.of("name", "displayName", "service", "roles", "systems", "reason"));
    var wanted =
        new Wanted(
            asked.text("name", 40),
            asked.text("displayName", 100),
            asked.flag("service"),
            roles(asked),
            scope(asked));
    Instruction by = asked.perhapsBecause();
    asked.check();
    ObjectNode answer = done(wanted.name(), accounts.add(wanted, by.actor(), by.reason()));
    return ResponseEntity.created(URI.create("/ops/v1/users/" + wanted.name())).body(answer);
  }

  @PostMapping("/{name}/roles")
  JsonNode roles(@PathVariable String name, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("roles", "systems", "reason"));
    Set<Role> roles = roles(asked);
    Scope scope = scope(asked);
    Instruction by = asked.because();
    asked.check();
    return done(name, accounts.allow(name, roles, scope, by.actor(), by.reason()));
  }

  @PostMapping("/{name}/disable")
  JsonNode disable(@PathVariable String name, @RequestBody Optional<byte[]> body) {
    Instruction by = because(body);
    return done(name, accounts.disable(name, true, by.actor(), by.reason()));
  }

  @PostMapping("/{name}/enable")
  JsonNode enable(@PathVariable String name, @RequestBody Optional<byte[]> body) {
    Instruction by = because(body);
    return done(name, accounts.disable(name, false, by.actor(), by.reason()));
  }

  @PostMapping("/{name}/reset")
  JsonNode reset(@PathVariable String name, @RequestBody Optional<byte[]> body) {
    Instruction by = because(body);
    return done(name, accounts.reset(name, by.actor(), by.reason()));
  }

  @GetMapping("/{name}/tokens")
  JsonNode tokens(@PathVariable String name) {
    return AccountViews.tokens(tokens.of(account(name).name()));
  }

  /** For programs only: a person makes the own tokens, so that nobody holds another's. */
  @PostMapping("/{name}/tokens")
  ResponseEntity<JsonNode> issue(@PathVariable String name, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("label", "days"));
    String label = asked.text("label", 100);
    int days = asked.number("days", 0, 3660);
    asked.check();
    Account account = account(name);
    if (!account.service()) {
      throw new RefusedException(
          Problem.of(Kind.FORBIDDEN, "账户 " + name + " 是人员账户，令牌由本人签发（token issue）"));
    }
    Tokens.Issued issued = tokens.issue(account, label, days, Operator.current().name());
    return ResponseEntity.created(URI.create("/ops/v1/users/" + name + "/tokens"))
        .body(AccountViews.issued(issued));
  }

  @PostMapping("/{name}/tokens/{token}/revoke")
  JsonNode revoke(@PathVariable String name, @PathVariable String token) {
    if (!tokens.revoke(account(name).name(), token, Operator.current().name())) {
      throw new RefusedException(MeController.noToken(token));
    }
    return tokens(name);
  }

  private static Instruction because(Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.because();
    asked.check();
    return by;
  }

  private static Set<Role> roles(Asked asked) {
    return asked.choices("roles", Role.class);
  }

  private Scope scope(Asked asked) {
    List<String> known = catalogue.descriptors().stream().map(Descriptor::id).toList();
    return Scope.of(asked.names("systems", known, Account.EVERY));
  }

  private Account account(String name) {
    return accounts
        .find(name)
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(Kind.NOT_FOUND, "没有账户 " + name + "。账户见用户列表（user list）")));
  }

  /** The account as it stands, with a password that is shown this once. */
  private ObjectNode done(String name, Done done) {
    RefusedException.when(done.problem());
    ObjectNode answer = AccountViews.account(account(name));
    done.password().ifPresent(password -> answer.put("password", password));
    return answer;
  }
}

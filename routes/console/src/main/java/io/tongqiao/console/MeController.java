package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.console.people.Accounts;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Tokens;
import io.tongqiao.journal.Account;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One's own account. */
@RestController
@RequestMapping(path = "/ops/v1/me", produces = "application/json")
class MeController {

  private static final int LONGEST = 200;
  private static final int USUAL_DAYS = 90;

  private final Accounts accounts;
  private final Tokens tokens;

  MeController(Accounts accounts, Tokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  @GetMapping
  JsonNode me() {
    return AccountViews.account(account());
  }

  @PostMapping("/password")
  JsonNode password(@RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("old", "new"));
    String old = asked.text("old", LONGEST);
    String fresh = asked.text("new", LONGEST);
    asked.check();
    RefusedException.when(accounts.password(Operator.current().name(), old, fresh).problem());
    return me();
  }

  @GetMapping("/tokens")
  JsonNode tokens() {
    return AccountViews.tokens(tokens.of(Operator.current().name()));
  }

  @PostMapping("/tokens")
  ResponseEntity<JsonNode> issue(@RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("label", "days"));
    String label = asked.text("label", 100);
    int days =
        asked.number("days", Math.min(USUAL_DAYS, tokens.longestDays()), tokens.longestDays());
    asked.check();
    Account account = account();
    return ResponseEntity.created(URI.create("/ops/v1/me/tokens"))
        .body(AccountViews.issued(tokens.issue(account, label, days, account.name())));
  }

  @PostMapping("/tokens/{token}/revoke")
  JsonNode revoke(@PathVariable String token) {
    String name = Operator.current().name();
    if (!tokens.revoke(name, token, name)) {
      throw new RefusedException(noToken(token));
    }
    return tokens();
  }

  /** That there is no such token. */
  static Problem noToken(String token) {
    return Problem.of(Kind.NOT_FOUND, "没有编号为 " + token + " 的有效令牌。编号见令牌列表（token list）");
  }

  private Account account() {
    return accounts.find(Operator.current().name()).orElseThrow();
  }
}

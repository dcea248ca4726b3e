package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.SystemKeyring;
import io.tongqiao.console.people.Tokens;
import io.tongqiao.relay.Instruction;
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

/** Keys by which systems show who they are. */
@RestController
@RequestMapping(path = "/ops/v1", produces = "application/json")
class KeysController {

  private final SystemKeyring keys;
  private final SystemDirectory directory;

  KeysController(SystemKeyring keys, SystemDirectory directory) {
    this.keys = keys;
    this.directory = directory;
  }

  @GetMapping("/keys")
  JsonNode list() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("keys");
    keys.all()
        .forEach(
            key ->
                list.addObject()
                    .put("id", key.id())
                    .put("system", key.system())
                    .put("issuedAt", key.issuedAt().toString()));
    return answer;
  }

  @PostMapping("/systems/{system}/keys")
  ResponseEntity<JsonNode> issue(@PathVariable String system, @RequestBody Optional<byte[]> body) {
    directory.check(system);
    Instruction by = because(body);
    Tokens.Issued issued =
        keys.issue(system, by.actor(), by.reason())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Problem.of(
                            Kind.ILLEGAL_STATE, "系统 " + system + " 已有两个有效密钥。先吊销不用的（key revoke）")));
    return ResponseEntity.created(URI.create("/ops/v1/keys")).body(AccountViews.issued(issued));
  }

  @PostMapping("/systems/{system}/keys/{key}/revoke")
  JsonNode revoke(
      @PathVariable String system, @PathVariable String key, @RequestBody Optional<byte[]> body) {
    directory.check(system);
    Instruction by = because(body);
    RefusedException.when(keys.revoke(system, key, by.actor(), by.reason()));
    return list();
  }

  private static Instruction because(Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.because();
    asked.check();
    return by;
  }
}

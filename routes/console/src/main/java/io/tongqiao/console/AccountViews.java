package io.tongqiao.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Tokens;
import io.tongqiao.journal.Account;
import io.tongqiao.journal.TokenJournal.Token;
import java.util.Collection;

/** How accounts and tokens are shown: nothing of a password or a token but that there is one. */
final class AccountViews {

  private AccountViews() {}

  static ObjectNode account(Account account) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", account.name())
            .put("displayName", account.displayName())
            .put("service", account.service())
            .put("provider", account.fromProvider());
    texts(json.putArray("roles"), account.roles());
    texts(json.putArray("systems"), account.systems());
    json.put("mustChange", account.mustChange()).put("createdAt", account.createdAt().toString());
    account.lockedUntil().ifPresent(at -> json.put("lockedUntil", at.toString()));
    account.disabledAt().ifPresent(at -> json.put("disabledAt", at.toString()));
    return json;
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }

  static ObjectNode tokens(Collection<Token> tokens) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode array = json.putArray("tokens");
    for (Token token : tokens) {
      ObjectNode one =
          array
              .addObject()
              .put("id", token.id())
              .put("label", token.label())
              .put("issuedAt", token.issuedAt().toString());
      token.expiresAt().ifPresent(at -> one.put("expiresAt", at.toString()));
    }
    return json;
  }

  static ObjectNode issued(Tokens.Issued issued) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("id", issued.id()).put("key", issued.text());
    issued.expiresAt().ifPresent(at -> json.put("expiresAt", at.toString()));
    return json;
  }
}

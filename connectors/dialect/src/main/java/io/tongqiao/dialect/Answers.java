package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Reads what came back from a call, by the folder's own rules. Thread-safe. */
final class Answers {

  private final Codec codec;
  private final Expressions expressions;

  Answers(Codec codec, Expressions expressions) {
    this.codec = codec;
    this.expressions = expressions;
  }

  /** The answer as the descriptor's expressions see it. */
  JsonNode read(Optional<Format> format, Reply reply, Seals seals) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("status", reply.status());
    ObjectNode headers = answer.putObject("headers");
    reply.headers().forEach(headers::put);
    answer.set("body", NullNode.instance);
    reply
        .fault()
        .ifPresent(f -> answer.putObject("fault").put("code", f.code()).put("text", f.text()));
    if (format.isPresent() && reply.fault().isEmpty() && !nothingYet(reply)) {
      try {
        answer.set("body", body(format.get(), reply, seals));
      } catch (TranslationException e) {
        answer.put("unreadable", e.finding().message());
      }
    }
    return answer;
  }

  /** RFC 9110, 15.3.3: taken, and nothing said of it yet. */
  private static boolean nothingYet(Reply reply) {
    return reply.status() == 202 && reply.text().isEmpty() && reply.body().length == 0;
  }

  private JsonNode body(Format format, Reply reply, Seals seals) throws TranslationException {
    return reply.text().isPresent()
        ? codec.decode(format, reply.text().get(), seals)
        : codec.decode(format, reply.body(), seals);
  }

  /** What an answer means; HTTP 200 alone means nothing. */
  Verdict verdict(String operation, AnswerRules rules, JsonNode answer) {
    Optional<Boolean> success = expressions.truth(operation + ".success", answer);
    Optional<Boolean> notNow = expressions.truth(operation + ".notNow", answer);
    String code = expressions.text(operation + ".code", answer);
    String message = expressions.text(operation + ".message", answer);
    if (message.isEmpty()) {
      message = answer.path("fault").path("text").asText();
    }
    if (success.orElse(false)) {
      String receiptNo = expressions.text(operation + ".receiptNo", answer);
      return new Verdict(Verdict.Outcome.CONFIRMED, rules.level(), receiptNo, code, message);
    }
    String status = answer.path("status").asText();
    if (expressions.truth(operation + ".pending", answer).orElse(false)) {
      String why = message.isEmpty() ? "对方已收下，尚未答复" : message;
      return new Verdict(Verdict.Outcome.PENDING, rules.level(), "", code, why);
    }
    if (notNow.orElse(false)) {
      String why = message.isEmpty() ? "对方答复状态 " + status : message;
      return new Verdict(Verdict.Outcome.NOT_NOW, rules.level(), "", code, why);
    }
    if (answer.has("unreadable")) {
      return Verdict.notNow("对方的答复无法读取：" + answer.path("unreadable").asText());
    }
    if (success.isEmpty() || notNow.isEmpty()) {
      return Verdict.notNow("对方的答复与约定不符（状态 " + status + "），answer 的表达式不能用于它");
    }
    String why = message.isEmpty() ? "对方拒绝，未说明原因（状态 " + status + "）" : message;
    return new Verdict(Verdict.Outcome.REJECTED, rules.level(), "", code, why);
  }
}

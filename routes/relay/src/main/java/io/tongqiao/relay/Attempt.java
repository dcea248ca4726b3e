package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Receipt;
import java.util.Locale;
import java.util.Optional;

/**
 * How one attempt at a delivery went, before anything is written.
 *
 * @param verdict what the system answered, or why it did not
 * @param ours whether we failed (mapping, characters), not they
 * @param news what the answer tells of the case
 * @param newsFault why the answer, a yes, cannot be told as a message
 * @param lossy translations that lost something, one a line
 * @param sent what was sent, as text without credentials
 * @param received what came back
 * @param millis from mapping to answer
 * @param dialect digest of the folder in whose words it was answered; empty for no answer
 */
record Attempt(
    Verdict verdict,
    boolean ours,
    Optional<ObjectNode> news,
    Optional<String> newsFault,
    String lossy,
    Optional<String> sent,
    Optional<String> received,
    long millis,
    String dialect) {

  static Attempt answered(
      Dialect dialect, Dialect.Draft draft, Conversation.Exchange exchange, long millis) {
    Optional<String> received = Optional.of(exchange.answer().toString());
    return new Attempt(
        exchange.verdict(),
        false,
        Optional.empty(),
        Optional.empty(),
        lossy(draft),
        Optional.of(exchange.sent()),
        received,
        millis,
        dialect.digest());
  }

  static Attempt unanswered(
      Optional<Dialect.Draft> draft, Optional<String> sent, String why, long millis) {
    String lossy = draft.map(Attempt::lossy).orElse("");
    return without(Verdict.notNow(why), false, lossy, sent, millis);
  }

  static Attempt untranslatable(
      Optional<Dialect.Draft> draft, TranslationException e, long millis) {
    return ours(draft, e.stage().name(), words(e), millis);
  }

  /** A fault in the program: repeating it would only repeat the call. */
  static Attempt broken(Optional<Dialect.Draft> draft, RuntimeException e, long millis) {
    String kind = e.getClass().getSimpleName();
    return ours(draft, "INTERNAL", "系统内部错误（" + kind + "），已记入日志。修复后再放行", millis);
  }

  private static Attempt ours(
      Optional<Dialect.Draft> draft, String code, String cause, long millis) {
    var verdict = new Verdict(Verdict.Outcome.REJECTED, Receipt.Level.TRANSPORT, "", code, cause);
    String lossy = draft.map(Attempt::lossy).orElse("");
    return without(verdict, true, lossy, Optional.empty(), millis);
  }

  private static Attempt without(
      Verdict verdict, boolean ours, String lossy, Optional<String> sent, long millis) {
    return new Attempt(
        verdict,
        ours,
        Optional.empty(),
        Optional.empty(),
        lossy,
        sent,
        Optional.empty(),
        millis,
        "");
  }

  /** A word for it: that of the verdict, or {@code ours}. */
  String outcome() {
    return ours ? "ours" : verdict.outcome().name().toLowerCase(Locale.ROOT);
  }

  Attempt withNews(Optional<ObjectNode> told) {
    return new Attempt(verdict, ours, told, newsFault, lossy, sent, received, millis, dialect);
  }

  Attempt withoutNews(TranslationException e) {
    return new Attempt(
        verdict, ours, news, Optional.of(words(e)), lossy, sent, received, millis, dialect);
  }

  private static String words(TranslationException e) {
    Finding finding = e.finding();
    return finding.field() + "：" + finding.message() + "。" + finding.fix();
  }

  private static String lossy(Dialect.Draft draft) {
    return String.join("\n", draft.lossy());
  }
}

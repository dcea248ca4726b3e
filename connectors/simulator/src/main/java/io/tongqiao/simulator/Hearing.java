package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.Seals;
import io.tongqiao.dialect.TranslationException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Understands what comes in on a wire: which operation it is, of which case and message. */
final class Hearing {

  private final Dialect dialect;
  private final Script script;
  private final Recognition recognition;
  private final Seals seals;

  Hearing(Dialect dialect, Script script, Recognition recognition, Seals seals) {
    this.dialect = dialect;
    this.script = script;
    this.recognition = recognition;
    this.seals = seals;
  }

  /**
   * Finds the operation among those that the path, action or queue allows.
   *
   * @param inPath values of the path's placeholders
   * @throws TranslationException when the body is not what any of them reads
   */
  Call understand(
      Collection<String> candidates,
      Map<String, String> headers,
      byte[] body,
      Map<String, String> inPath)
      throws TranslationException {
    var trees = new LinkedHashMap<String, JsonNode>();
    var read = new HashMap<Format, JsonNode>();
    Optional<TranslationException> first = Optional.empty();
    for (String name : candidates) {
      try {
        Format format = dialect.operation(name).request();
        if (!read.containsKey(format)) {
          read.put(format, dialect.codec().decode(format, body, seals));
        }
        trees.put(name, known(format, name, read.get(format)));
      } catch (TranslationException e) {
        first = first.or(() -> Optional.of(e));
      }
    }
    if (trees.isEmpty()) {
      throw first.orElseThrow(() -> strange("/", "没有这样的操作"));
    }
    String operation = choose(trees);
    return call(operation, headers, trees.get(operation), body, inPath);
  }

  private JsonNode known(Format format, String name, JsonNode tree) throws TranslationException {
    if (format.codec() == Format.Kind.XML && !recognition.sameRoot(name, tree)) {
      throw strange("/", "根元素不是约定的");
    }
    return tree;
  }

  private String choose(Map<String, JsonNode> trees) {
    return trees.keySet().stream()
        .filter(name -> script.knows(name, dialect.tracedCaseNo(name, trees.get(name))))
        .min(strangeness(trees))
        .or(() -> trees.keySet().stream().min(strangeness(trees)))
        .orElseThrow();
  }

  private Comparator<String> strangeness(Map<String, JsonNode> trees) {
    return Comparator.comparingDouble(name -> recognition.strangeness(name, trees.get(name)));
  }

  private Call call(
      String operation,
      Map<String, String> headers,
      JsonNode tree,
      byte[] body,
      Map<String, String> inPath)
      throws TranslationException {
    String traced = dialect.tracedCaseNo(operation, tree);
    String caseNo = traced.isEmpty() ? inPath.getOrDefault("caseNo", "") : traced;
    String messageId = dialect.tracedMessageId(operation, tree);
    String subject = dialect.tracedSubject(operation, tree);
    return new Call(
        dialect.descriptor().id(),
        operation,
        headers,
        tree,
        dialect.codec().decodeFlat(dialect.operation(operation).request(), body),
        Digests.hex(body),
        caseNo,
        messageId.isEmpty() ? inPath.getOrDefault("messageId", "") : messageId,
        subject,
        sample(operation, tree, caseNo, subject));
  }

  /** Documents are answered by what is asked for: many are asked for one case. */
  private String sample(String operation, JsonNode tree, String caseNo, String subject) {
    if (dialect.holdings().askedBy(operation) && !subject.isEmpty()) {
      return recognition.sampleAbout(operation, subject).orElse(operation + "--none");
    }
    return caseNo.isEmpty() ? recognition.sampleOf(operation, tree) : "";
  }

  private static TranslationException strange(String field, String message) {
    return new TranslationException(
        TranslationException.Stage.DECODE, field, message, "对照接口约定检查报文");
  }
}

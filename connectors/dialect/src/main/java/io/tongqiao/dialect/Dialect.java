package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Expression;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system folder put to work, its mappings compiled. Immutable and thread-safe. */
public final class Dialect {

  /** A request before credentials; lossy: what translations lose, as {@code table: from → to}. */
  public record Draft(
      String operation, JsonNode tree, String caseNo, String messageId, List<String> lossy) {}

  /** What a door answers, ready for the wire. */
  public record DoorAnswer(int status, String contentType, byte[] body) {}

  private final Folder folder;
  private final Descriptor descriptor;
  private final String digest;
  private final Map<String, Mapping> mappings;
  private final Expressions expressions;
  private final Codec codec = new Codec();
  private final Optional<TableContract> contract;
  private final RequestWriter requests;
  private final Answers answers;
  private final DoorReplies doorReplies;
  private final Holdings holdings;
  private final Giving giving;
  private final Inbound inbound;
  private final Envelope envelope;

  Dialect(
      Folder folder,
      Descriptor descriptor,
      Map<String, Mapping> mappings,
      Map<String, Expression> expressions,
      Optional<TableContract> contract) {
    this.folder = folder;
    this.descriptor = descriptor;
    this.digest = folder.digest();
    this.contract = contract;
    this.requests = new RequestWriter(codec, TableRows.of(descriptor, contract));
    this.mappings = Map.copyOf(mappings);
    this.expressions = new Expressions(expressions);
    this.answers = new Answers(codec, this.expressions);
    this.doorReplies = new DoorReplies(codec, this.expressions);
    this.holdings = new Holdings(this.mappings);
    this.inbound = new Inbound(codec, this.mappings);
    this.giving = new Giving(descriptor, this.mappings, this.expressions, codec);
    this.envelope = new Envelope(descriptor.id());
  }

  /**
   * Compiles a folder.
   *
   * @throws BrokenFolderException when it cannot be put to work
   */
  public static Dialect compile(Folder folder) throws BrokenFolderException {
    return new DialectCompiler(folder).compile();
  }

  /** The tables of its exchange database, where it has one. */
  public Optional<TableContract> contract() {
    return contract;
  }

  /** The files that it was made of. */
  public Folder folder() {
    return folder;
  }

  /** Who the system is and how it is reached. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /** {@link Folder#digest()} of what it was compiled from. */
  public String digest() {
    return digest;
  }

  /** The operation of that name. */
  public Descriptor.Operation operation(String name) {
    return required(descriptor.operations(), name);
  }

  /** The door of that name. */
  public Descriptor.Door door(String name) {
    return required(descriptor.doors(), name);
  }

  /**
   * From the canonical message to the request tree of an operation.
   *
   * @throws TranslationException when the mapping refuses it or a code is unknown
   */
  public Draft draft(String operation, CaseMessage message, String messageId, LocalDate today)
      throws TranslationException {
    Map<String, JsonNode> variables = Map.of("messageId", TextNode.valueOf(messageId));
    var mapped =
        mappings
            .get(operation)
            .apply(
                message.envelope(),
                variables,
                message.time().map(t -> t.toLocalDate()).orElse(today));
    return new Draft(operation, mapped.tree(), message.caseNo(), messageId, mapped.lossy());
  }

  /** What it can be asked of documents. */
  public Holdings holdings() {
    return holdings;
  }

  /** What can be sent to it that belongs to no case. */
  public Texts texts() {
    return new Texts(descriptor, mappings);
  }

  /** What its doors give. */
  public Giving giving() {
    return giving;
  }

  /** The request tree of a call that carries no message, such as a login; see {@link #draft}. */
  public Draft bare(String operation) throws TranslationException {
    var nothing = new CaseMessage(JsonNodeFactory.instance.objectNode());
    return draft(operation, nothing, "", LocalDate.MAX);
  }

  /** The request of a draft, with credentials put in, and sealed where the folder says so. */
  Request encode(Draft draft, Credential credential, Seals seals) throws TranslationException {
    return requests.write(operation(draft.operation()), draft, credential, seals);
  }

  /** A draft's request as text, without credentials and seals: for the journal and for eyes. */
  public String readable(Draft draft) throws TranslationException {
    return encode(draft, Credential.NONE, Seals.NONE).text();
  }

  /** The answer as the descriptor's expressions see it; nothing in it is sealed. */
  public JsonNode answer(String operation, Reply reply) {
    return answer(operation, reply, Seals.NONE);
  }

  /** The answer as the descriptor's expressions see it, with what is sealed in it opened. */
  JsonNode answer(String operation, Reply reply, Seals seals) {
    return answers.read(operation(operation).response(), reply, seals);
  }

  /** What an answer means, by the folder's own rules; HTTP 200 alone means nothing. */
  public Verdict verdict(String operation, JsonNode answer) {
    return answers.verdict(operation, operation(operation).answer(), answer);
  }

  /**
   * What an answer tells of the case, if its operation has a mapping for that.
   *
   * @throws TranslationException when the mapping refuses it
   */
  public Optional<ObjectNode> news(Draft draft, CaseMessage sent, JsonNode answer, LocalDate today)
      throws TranslationException {
    Mapping mapping = mappings.get(draft.operation() + ".news");
    if (mapping == null) {
      return Optional.empty();
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.set("answer", answer);
    input.set("message", sent.envelope());
    JsonNode tree =
        mapping.apply(input, Map.of(), sent.time().map(t -> t.toLocalDate()).orElse(today)).tree();
    return tree.isObject()
        ? Optional.of(envelope.of(tree, draft.messageId() + "." + draft.operation()))
        : Optional.empty();
  }

  /**
   * What the system says at one of its doors, as a canonical message.
   *
   * @param headers by lower-case name
   * @throws TranslationException when the bytes cannot be read or the mapping refuses them
   */
  public ObjectNode canonical(
      String door,
      byte[] body,
      Map<String, String> headers,
      Map<String, String> query,
      LocalDate today)
      throws TranslationException {
    JsonNode mapped = inbound.read(door, door(door), body, headers, query, today);
    return envelope.of(mapped, "sha256:" + Digests.sha256(body));
  }

  /** The reply to an accepted message at a door; empty when the folder declares none. */
  public Optional<DoorAnswer> accepted(String door, Receipt receipt) {
    return door(door).reply().map(rules -> doorReplies.accepted(door, rules, receipt));
  }

  /** The same to a refused one; a trouble of our own keeps its 5xx, so that it is sent again. */
  public Optional<DoorAnswer> refused(String door, Problem problem) {
    return door(door).reply().map(rules -> doorReplies.refused(door, rules, problem));
  }

  /** Case number that a request tree carries, for whoever stands at the other end. */
  public String tracedCaseNo(String operation, JsonNode requestTree) {
    return text(operation + ".trace.caseNo", requestTree);
  }

  /** Message id that a request tree carries, or empty where the dialect has no place for it. */
  public String tracedMessageId(String operation, JsonNode requestTree) {
    return text(operation + ".trace.messageId", requestTree);
  }

  /** What a request tree asks for, or empty where the folder does not say. */
  public String tracedSubject(String operation, JsonNode requestTree) {
    return text(operation + ".trace.subject", requestTree);
  }

  /** One of the folder's expressions as a text; empty where it cannot be used on the input. */
  String text(String expression, JsonNode input) {
    return expressions.text(expression, input);
  }

  /** One of the folder's expressions as a truth; false where it cannot be used on the input. */
  boolean truth(String expression, JsonNode input) {
    return expressions.truth(expression, input).orElse(false);
  }

  /** Formats. */
  public Codec codec() {
    return codec;
  }

  private <T> T required(Map<String, T> parts, String name) {
    return Optional.ofNullable(parts.get(name))
        .orElseThrow(() -> new IllegalArgumentException(descriptor.id() + " has no " + name));
  }
}

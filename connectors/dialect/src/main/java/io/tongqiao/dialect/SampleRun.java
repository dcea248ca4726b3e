package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Receipt;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs one sample through its folder and gives the files that it should hold. */
public final class SampleRun {

  /** Goldens without a time of their own are made on this day. */
  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

  private final JsonMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private final Dialect dialect;
  private final Sample sample;

  /** A run of a sample through its compiled folder. */
  public SampleRun(Dialect dialect, Sample sample) {
    this.dialect = dialect;
    this.sample = sample;
  }

  /** Whether the sample belongs to a door. */
  public boolean inbound() {
    return dialect.descriptor().doors().containsKey(sample.part());
  }

  /**
   * The golden files by name, as the folder makes them now.
   *
   * @throws TranslationException when the folder refuses the sample
   */
  public Map<String, String> goldens() throws TranslationException {
    if (giving()) {
      return givingGoldens();
    }
    return inbound() ? inboundGoldens() : outboundGoldens();
  }

  /** Whether the sample asks at a door that gives. */
  boolean giving() {
    return inbound() && dialect.door(sample.part()).gives().isPresent();
  }

  private Map<String, String> outboundGoldens() throws TranslationException {
    var files = new TreeMap<String, String>();
    Format format = dialect.operation(sample.part()).request();
    Dialect.Draft draft = draft();
    Request request = dialect.encode(draft, Credential.NONE, Seals.NONE);
    files.put("request." + format.extension(), readable(format, request.body()));
    JsonNode answer = answer();
    Verdict verdict = dialect.verdict(sample.part(), answer);
    files.put("receipt.json", pretty(tree(verdict)));
    if (asking()) {
      if (verdict.answers()) {
        JsonNode holding = dialect.holdings().holding(sample.part(), pull(), answer, DAY);
        files.put("holding.json", pretty(holding));
      }
      return files;
    }
    Optional<ObjectNode> news = Optional.empty();
    if (verdict.outcome() == Verdict.Outcome.CONFIRMED) {
      news = dialect.news(draft, message(), answer, DAY);
    }
    news.ifPresent(n -> files.put("news.json", pretty(n)));
    return files;
  }

  /** Whether the sample asks for a document, with a pull in the place of a message. */
  public boolean asking() {
    return !inbound() && dialect.holdings().askedBy(sample.part());
  }

  /** The pull of a sample that asks for a document. */
  public ObjectNode pull() {
    return sample.object("pull");
  }

  private Map<String, String> givingGoldens() throws TranslationException {
    String door = sample.part();
    Gives gives = dialect.door(door).gives().orElseThrow();
    Dialect.DoorAnswer reply =
        gives.what() == Gives.What.TOKEN
            ? dialect.giving().token(door, Sample.MESSAGE_ID, gives.lifetime())
            : dialect.giving().theCase(door, askedFor(), Sample.MESSAGE_ID, DAY);
    Format format = dialect.door(door).reply().orElseThrow().format();
    return Map.of("reply." + format.extension(), readable(format, reply.body()));
  }

  /** The message of the case that the sample asks for. */
  private CaseMessage askedFor() throws TranslationException {
    String caseNo = dialect.giving().caseNo(sample.part(), inboundBytes());
    CaseMessage message = message();
    if (!message.caseNo().equals(caseNo)) {
      throw Codec.unreadable("inbound", "要的办件 " + caseNo + " 不是样例 canonical.json 的", "改成同一个办件编号");
    }
    return message;
  }

  private Map<String, String> inboundGoldens() throws TranslationException {
    var files = new TreeMap<String, String>();
    ObjectNode canonical =
        dialect.canonical(sample.part(), inboundBytes(), Map.of(), Map.of(), DAY);
    files.put("canonical.json", pretty(canonical));
    var message = new CaseMessage(canonical);
    var receipt =
        new Receipt(
            Sample.MESSAGE_ID,
            message.source(),
            message.id(),
            message.caseNo(),
            "tongqiao",
            Receipt.Level.BUSINESS,
            Receipt.Outcome.ACCEPTED,
            "TQ-0123456789AB",
            Instant.parse("2026-03-16T01:30:00Z"),
            "",
            "",
            List.of());
    Optional<Descriptor.DoorReply> rules = dialect.door(sample.part()).reply();
    Optional<Dialect.DoorAnswer> reply = dialect.accepted(sample.part(), receipt);
    if (rules.isPresent() && reply.isPresent()) {
      Format format = rules.get().format();
      files.put("reply." + format.extension(), readable(format, reply.get().body()));
    }
    return files;
  }

  /** The request tree of an outbound sample. */
  public Dialect.Draft draft() throws TranslationException {
    if (sample.texts()) {
      return dialect.texts().draft(sample.part(), sample.object("text"), DAY);
    }
    return asking()
        ? dialect.holdings().question(sample.part(), pull(), DAY)
        : dialect.draft(sample.part(), message(), Sample.MESSAGE_ID, DAY);
  }

  /** The canonical message of an outbound sample. */
  public CaseMessage message() {
    return new CaseMessage(sample.object("canonical"));
  }

  /** What the sample's answer tells: of a document, of the case, or else of the delivery. */
  public JsonNode told() throws TranslationException {
    JsonNode answer = answer();
    Verdict verdict = dialect.verdict(sample.part(), answer);
    if (asking()) {
      return dialect.holdings().holding(sample.part(), pull(), answer, DAY);
    }
    CaseMessage sent = message();
    var draft =
        new Dialect.Draft(
            sample.part(), sent.envelope(), sent.caseNo(), Sample.MESSAGE_ID, List.of());
    Optional<ObjectNode> news = dialect.news(draft, sent, answer, DAY);
    return news.isPresent() ? news.get() : tree(verdict);
  }

  /** What the sample's answer means. */
  Verdict verdict() throws TranslationException {
    return dialect.verdict(sample.part(), answer());
  }

  private JsonNode answer() throws TranslationException {
    byte[] body = new byte[0];
    Optional<Format> format = dialect.operation(sample.part()).response();
    Optional<String> response = sample.text("response");
    if (format.isPresent() && response.isPresent()) {
      body = WireText.encode(response.get(), format.get().wireCharset());
    }
    int status = sample.tree("sample").path("status").asInt(200);
    return dialect.answer(sample.part(), new Reply(status, Map.of(), body, Optional.empty()));
  }

  /**
   * What the system sends in an inbound sample, in its own charset.
   *
   * @throws TranslationException when the sample holds a character that the charset lacks
   */
  public byte[] inboundBytes() throws TranslationException {
    Format format = dialect.door(sample.part()).request();
    String text = sample.text("inbound").orElse("");
    return format.codec() == Format.Kind.FORM
        ? formBytes(text.strip(), format)
        : WireText.encode(text, format.wireCharset());
  }

  private static byte[] formBytes(String readable, Format format) throws TranslationException {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    for (String field : readable.split("\n&", -1)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw Codec.unreadable("inbound", "样例的这一行没有等号", "每行写成 name=value，第二行起以 & 开头");
      }
      form.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return WireText.encode(
        FormNotation.write(form, format.wireCharset(), ""), format.wireCharset());
  }

  /** Wire bytes for people to read and to compare in a diff. */
  private String readable(Format format, byte[] body) throws TranslationException {
    String text = WireText.decode(body, format.wireCharset());
    return switch (format.codec()) {
      case JSON ->
          pretty(dialect.codec().decode(Format.of(Format.Kind.JSON), text.getBytes(UTF_8)));
      case FORM ->
          URLDecoder.decode(
              text.replace("&", URLEncoder.encode("\n&", format.wireCharset())),
              format.wireCharset());
      case XML, TEXT -> text;
    };
  }

  private ObjectNode tree(Verdict verdict) {
    ObjectNode tree = json.createObjectNode();
    tree.put("outcome", verdict.outcome().name());
    tree.put("level", verdict.level().name());
    tree.put("receiptNo", verdict.receiptNo());
    tree.put("code", verdict.code());
    tree.put("message", verdict.message());
    return tree;
  }

  private String pretty(JsonNode tree) {
    try {
      return json.writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.tongqiao.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.prerequisite.Pulls;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.relay.RelayProperties;
import io.tongqiao.schema.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The queues {@code in.<system>}: canonical messages as CloudEvents, or the system's own dialect
 * where its folder has a queue door. Who is speaking, the broker has made sure of.
 */
@Component
public class QueueDoor {

  /**
   * Why a message was not taken.
   *
   * @param text problem type, detail, and each field with its fix
   * @param temporary whether the same message may be sent again
   */
  public record Refusal(String text, boolean temporary) {}

  private final ObjectProvider<Intake> intake;
  private final ObjectProvider<Pulls> pulls;
  private final Catalogue catalogue;
  private final RelayProperties properties;
  private final Clock clock;
  private final Codec codec = new Codec();

  QueueDoor(
      ObjectProvider<Intake> intake,
      ObjectProvider<Pulls> pulls,
      Catalogue catalogue,
      RelayProperties properties,
      Clock clock) {
    this.intake = intake;
    this.pulls = pulls;
    this.catalogue = catalogue;
    this.properties = properties;
    this.clock = clock;
  }

  /** Takes a message; empty when it was accepted, or had been accepted before. */
  public Optional<Refusal> take(String system, byte[] body) {
    if (body.length > properties.maxMessage().toBytes()) {
      return Optional.of(tooLarge());
    }
    try {
      Decision decision = intake.getObject().accept(system, "queue", envelope(system, body));
      return decision instanceof Decision.Refused refused
          ? Optional.of(refusal(refused.problem()))
          : Optional.empty();
    } catch (TranslationException e) {
      return Optional.of(refusal(Refusals.of(e)));
    }
  }

  /** Takes a request for prerequisite documents; empty when it was accepted. */
  public Optional<Refusal> request(String system, byte[] body) {
    if (body.length > properties.maxMessage().toBytes()) {
      return Optional.of(tooLarge());
    }
    try {
      JsonNode tree = codec.decode(Format.of(Format.Kind.JSON), body);
      if (!(tree instanceof ObjectNode request)) {
        return Optional.of(refusal(Refusals.notAnObject()));
      }
      String caseNo = request.path("purpose").path("businessCode").asText();
      return pulls.getObject().take(system, "queue", caseNo, request).map(QueueDoor::refusal);
    } catch (TranslationException e) {
      return Optional.of(refusal(Refusals.of(e)));
    }
  }

  /** The refusal of a message over the limit. */
  public Refusal tooLarge() {
    String detail = "报文超过上限 " + properties.maxMessage().toBytes() + " 字节";
    return refusal(Problem.of(Problem.Kind.TOO_LARGE, detail));
  }

  private ObjectNode envelope(String system, byte[] body) throws TranslationException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    Optional<TranslationException> first = Optional.empty();
    for (Dialect dialect : catalogue.understood(system)) {
      Optional<String> own = queueDoor(dialect);
      if (own.isPresent()) {
        try {
          return dialect.canonical(own.get(), body, Map.of(), Map.of(), today);
        } catch (TranslationException e) {
          first = first.or(() -> Optional.of(e));
        }
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
    JsonNode tree = codec.decode(Format.of(Format.Kind.JSON), body);
    if (tree instanceof ObjectNode envelope) {
      return envelope;
    }
    throw new TranslationException(
        TranslationException.Stage.DECODE, "", "报文要是一个 JSON 对象", "发送 CloudEvents 1.0 结构化 JSON");
  }

  private static Optional<String> queueDoor(Dialect dialect) {
    return dialect.descriptor().doors().entrySet().stream()
        .filter(d -> d.getValue().transport() == Descriptor.DoorTransport.QUEUE)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Refusal refusal(Problem problem) {
    String text = problem.kind().type() + " " + Refusals.inOneLine(problem);
    return new Refusal(text, problem.kind() == Problem.Kind.UNAVAILABLE);
  }
}

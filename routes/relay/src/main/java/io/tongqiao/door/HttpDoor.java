package io.tongqiao.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.schema.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The REST door for canonical messages, and the systems' own doors in their own dialects. */
@Component
public class HttpDoor {

  private static final String JSON = "application/json";

  /** An answer, ready to be written. */
  record Answer(int status, String contentType, byte[] body) {}

  private final Intake intake;
  private final Catalogue catalogue;
  private final SystemDoors doors;
  private final GivingDoor giving;
  private final Clock clock;
  private final Codec codec = new Codec();

  HttpDoor(Intake intake, Catalogue catalogue, SystemDoors doors, GivingDoor giving, Clock clock) {
    this.intake = intake;
    this.catalogue = catalogue;
    this.doors = doors;
    this.giving = giving;
    this.clock = clock;
  }

  /** {@code POST /api/v1/messages}. */
  Answer message(String system, String contentType, byte[] body) {
    if (!contentType.isEmpty()
        && !contentType.matches("(?i)application/(cloudevents\\+)?json\\s*(;.*)?")) {
      var finding =
          new Finding(
              "Content-Type",
              "不接受 " + contentType,
              "用 application/cloudevents+json 或 application/json，UTF-8 编码");
      return problem(Problem.of(Kind.UNSUPPORTED_MEDIA, finding.message(), List.of(finding)));
    }
    try {
      JsonNode tree = codec.decode(Format.of(Format.Kind.JSON), body);
      if (!(tree instanceof ObjectNode envelope)) {
        return problem(Refusals.notAnObject());
      }
      return answer(intake.accept(system, "rest", envelope));
    } catch (TranslationException e) {
      return problem(Refusals.of(e));
    }
  }

  /** {@code POST /in/<system>/...}. */
  Answer system(
      String system,
      String path,
      Map<String, String> headers,
      Map<String, String> query,
      byte[] body) {
    String named = SystemDoors.system(path).orElse("");
    if (catalogue.descriptors().stream().noneMatch(d -> d.id().equals(named))) {
      return problem(Problem.of(Kind.NOT_FOUND, "没有名为 " + named + " 的系统"));
    }
    if (!named.equals(system)) {
      return problem(Problem.of(Kind.FORBIDDEN, "这是 " + named + " 的入口，密钥却是 " + system + " 的"));
    }
    List<SystemDoors.Found> found = doors.all(path);
    if (found.isEmpty()) {
      return problem(Problem.of(Kind.NOT_FOUND, "系统 " + named + " 没有入口 " + path));
    }
    SystemDoors.Found first = found.get(0);
    return first
        .door()
        .gives()
        .map(gives -> given(first, giving.give(first, gives, body)))
        .orElseGet(() -> through(found, headers, query, body));
  }

  private static Answer given(SystemDoors.Found found, GivingDoor.Outcome outcome) {
    return outcome
        .problem()
        .map(problem -> found.dialect().refused(found.name(), spelledOut(problem)))
        .orElse(outcome.answer())
        .map(own -> new Answer(own.status(), own.contentType(), own.body()))
        .orElseThrow();
  }

  /** A message, and the door in whose words it can be read. */
  private record Read(SystemDoors.Found found, ObjectNode envelope) {}

  /**
   * Reads by the first contract that can; what none can is told in the words of the one in force.
   */
  private Read read(
      List<SystemDoors.Found> doorsThere,
      Map<String, String> headers,
      Map<String, String> query,
      byte[] body)
      throws TranslationException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    Optional<TranslationException> first = Optional.empty();
    for (SystemDoors.Found found : doorsThere) {
      try {
        return new Read(
            found, found.dialect().canonical(found.name(), body, headers, query, today));
      } catch (TranslationException e) {
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElseThrow();
  }

  private Answer through(
      List<SystemDoors.Found> doorsThere,
      Map<String, String> headers,
      Map<String, String> query,
      byte[] body) {
    SystemDoors.Found found = doorsThere.get(0);
    Decision decision;
    try {
      Read read = read(doorsThere, headers, query, body);
      found = read.found;
      String system = found.dialect().descriptor().id();
      decision = intake.accept(system, system + ":" + found.name(), read.envelope);
    } catch (TranslationException e) {
      decision = new Decision.Refused(Refusals.of(e));
    }
    Dialect dialect = found.dialect();
    if (decision instanceof Decision.Refused refused
        && refused.problem().kind() == Kind.UNAVAILABLE) {
      // no dialect's own no: that would be final, and this is to be sent again
      return problem(refused.problem());
    }
    Optional<Dialect.DoorAnswer> own =
        decision instanceof Decision.Refused refused
            ? dialect.refused(found.name(), spelledOut(refused.problem()))
            : dialect.accepted(found.name(), receipt(decision));
    Decision plain = decision;
    return own.map(a -> new Answer(a.status(), a.contentType(), a.body()))
        .orElseGet(() -> answer(plain));
  }

  /** A dialect has room for one text, so field and fix must stand in the detail. */
  private static Problem spelledOut(Problem problem) {
    return new Problem(
        problem.kind(),
        Refusals.inOneLine(problem),
        problem.instance(),
        problem.errors(),
        problem.state());
  }

  private static Receipt receipt(Decision decision) {
    return decision instanceof Decision.Accepted accepted
        ? accepted.receipt()
        : ((Decision.Duplicate) decision).receipt();
  }

  private static Answer answer(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      return problem(refused.problem());
    }
    int status = decision instanceof Decision.Accepted ? 202 : 200;
    return new Answer(status, JSON, bytes(receipt(decision).toJson()));
  }

  private static Answer problem(Problem problem) {
    return new Answer(problem.kind().status(), Problems.MEDIA_TYPE, bytes(problem.toJson()));
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package io.tongqiao.simulator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a played system is to misbehave in its next calls.
 *
 * @param kind what goes wrong
 * @param delay how late; only for {@link Kind#DELAY}
 * @param status HTTP status; only for {@link Kind#STATUS}
 * @param times in how many calls, from 1; afterwards it behaves again
 * @param operation only in calls of this operation, or in downloads ({@link #FILES}); empty for any
 *     operation but logins
 * @param sample which sample answers; only for {@link Kind#SAMPLE}
 */
public record Misbehaviour(
    Kind kind, Duration delay, int status, int times, String operation, String sample) {

  /** What the downloads of files are called in the place of an operation. */
  public static final String FILES = "files";

  /** What can go wrong. */
  public enum Kind {
    /** The answer comes late. */
    DELAY,
    /** A bare HTTP status; the work is not done. */
    STATUS,
    /** A SOAP fault of the server, or HTTP 500; the work is not done. */
    FAULT,
    /** The folder's own business error, or HTTP 422 where it has no sample of one. */
    BUSINESS,
    /** Bytes that nobody can read; the work is not done. */
    GARBAGE,
    /** The work is done, then the connection is closed without an answer. */
    LOST,
    /** The token or signing secret is refused, and what was issued is no longer good. */
    REFUSE_TOKEN,
    /** The caller's clock is refused. */
    SKEW,
    /** The connection is closed before any work. */
    DROP,
    /** The answer is that of a sample that was named. */
    SAMPLE,
    /** A download is cut off after half of what was asked for. */
    CUT,
    /** A download is refused with 403: its address is no longer good. */
    EXPIRED;

    private boolean ofFiles() {
      return this == CUT || this == EXPIRED;
    }

    /** The name in JSON and in the ledger, such as {@code refuse-token}. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Downloads are cut or refused, and nothing else is. */
  public Misbehaviour {
    operation = kind.ofFiles() ? FILES : operation;
  }

  /** Once, in any operation, with status 503 or one second where they matter. */
  public static Misbehaviour of(Kind kind) {
    return new Misbehaviour(kind, Duration.ofSeconds(1), 503, 1, "", "");
  }

  /** The same in more calls. */
  public Misbehaviour times(int value) {
    return new Misbehaviour(kind, delay, status, value, operation, sample);
  }

  /** The same with a delay. */
  public Misbehaviour delay(Duration value) {
    return new Misbehaviour(kind, value, status, times, operation, sample);
  }

  /** The same with a status. */
  public Misbehaviour status(int value) {
    return new Misbehaviour(kind, delay, value, times, operation, sample);
  }

  /** The same in one operation only. */
  public Misbehaviour operation(String value) {
    return new Misbehaviour(kind, delay, status, times, value, sample);
  }

  /** The same with the sample that answers. */
  public Misbehaviour sample(String value) {
    return new Misbehaviour(kind, delay, status, times, operation, value);
  }

  /** The answer that it gives in the place of any other, where it needs no credentials for it. */
  Optional<Answer> answer() {
    String name = kind.text();
    return switch (kind) {
      case STATUS -> Optional.of(Answer.misbehaviour(Answer.Kind.STATUS, name, status));
      case FAULT -> Optional.of(Answer.misbehaviour(Answer.Kind.FAULT, name, 500));
      case GARBAGE -> Optional.of(Answer.misbehaviour(Answer.Kind.GARBAGE, name, 200));
      case DROP -> Optional.of(Answer.misbehaviour(Answer.Kind.SEVERED, name, 0));
      case EXPIRED -> Optional.of(Answer.misbehaviour(Answer.Kind.STATUS, name, 403));
      case DELAY, BUSINESS, LOST, REFUSE_TOKEN, SKEW, SAMPLE, CUT -> Optional.empty();
    };
  }

  /** Waits, where it is a delay. */
  void pause() {
    if (kind != Kind.DELAY) {
      return;
    }
    try {
      MILLISECONDS.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads {@code {"kind", "millis", "status", "times", "operation", "sample"}}; all but the kind
   * may be left out, and {@code sample} where the kind is another.
   *
   * @throws IllegalArgumentException when a value is none of those allowed
   */
  static Misbehaviour fromJson(JsonNode json) {
    String name = json.path("kind").asText();
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.text().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("kind 只能是 " + names()));
    int times = json.path("times").asInt(1);
    int status = json.path("status").asInt(503);
    if (times < 1 || status < 400 || status > 599) {
      throw new IllegalArgumentException("times 至少为 1，status 应为 400 至 599");
    }
    var delay = Duration.ofMillis(json.path("millis").asLong(1000));
    return new Misbehaviour(
        kind, delay, status, times, json.path("operation").asText(), json.path("sample").asText());
  }

  private static String names() {
    return Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(" | "));
  }
}

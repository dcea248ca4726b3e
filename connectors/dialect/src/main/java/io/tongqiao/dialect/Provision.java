package io.tongqiao.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * That a system holds a type of document, and how it is asked for it: an entry of {@code provides}.
 *
 * @param operation that asks for it; its mapping gets a pull ({@code pull.schema.json})
 * @param by what the holder can look it up by; one of them must be known
 * @param kind a licence library, or the one who issued it
 * @param trust 国办函〔2016〕108号: A issued there, B checked at a window, C uploaded, D made by oneself
 * @param maxAge how long an answer may be used again without asking; zero: never
 * @param preference those with the lowest number are asked first, those with the same side by side
 * @param download the operation that says where the file is, when the first answer does not; empty
 *     for none
 * @param reply how the answer comes: at once, or as a message within {@code within}
 * @param within how long an answer by message may take
 */
public record Provision(
    String operation,
    List<Key> by,
    Kind kind,
    Trust trust,
    Duration maxAge,
    Integer preference,
    String download,
    Answer reply,
    Duration within) {

  /** Fills in what was left out. */
  public Provision {
    by = List.copyOf(by);
    kind = Objects.requireNonNullElse(kind, Kind.HOLDER);
    trust = Objects.requireNonNullElse(trust, Trust.A);
    maxAge = Objects.requireNonNullElse(maxAge, Duration.ZERO);
    preference = Objects.requireNonNullElse(preference, 10);
    download = Objects.requireNonNullElse(download, "");
    reply = Objects.requireNonNullElse(reply, Answer.CALL);
    within = Objects.requireNonNullElse(within, Duration.ofHours(1));
  }

  /** What a document is looked up by. */
  public enum Key {
    /** Its holder's code. */
    CODE,
    /** Its own number. */
    NUMBER,
    /** Its holder's name. */
    NAME
  }

  /** Who holds it. */
  public enum Kind {
    LIBRARY,
    HOLDER
  }

  /** How far a document can be trusted. */
  public enum Trust {
    A,
    B,
    C,
    D
  }

  /** How the answer comes. */
  public enum Answer {
    /** As the answer of the call. */
    CALL,
    /** As a message at one of the system's doors. */
    MESSAGE
  }
}

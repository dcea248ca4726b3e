package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller gets, before it is put on a wire.
 *
 * @param kind which sort
 * @param name what the ledger calls it
 * @param status HTTP status; a SOAP endpoint makes a fault of a complaint whatever the status
 * @param text the body; for SOAP the payload
 * @param format how the body is written; without one it is plain text in UTF-8
 */
record Answer(Kind kind, String name, int status, String text, Optional<Format> format) {

  /** Sorts of answers. */
  enum Kind {
    /** From a sample, in the operation's response format. */
    SAMPLE,
    /** The caller made a mistake; plain words. */
    COMPLAINT,
    /** This side failed. */
    FAULT,
    /** A bare HTTP status. */
    STATUS,
    /** Bytes that are nothing. */
    GARBAGE,
    /** No answer: the connection is closed. */
    SEVERED
  }

  private static final byte[] NOISE = {
    (byte) 0xff, (byte) 0xfe, 0x3c, 0x00, (byte) 0x81, 0x30, (byte) 0xff, 0x7b, 0x22, (byte) 0xc3
  };

  static Answer complaint(String name, int status, String words) {
    return new Answer(Kind.COMPLAINT, "refused:" + name, status, words, Optional.empty());
  }

  static Answer unreadable(TranslationException e) {
    String words = "报文不符合约定：" + e.finding().field() + " " + e.finding().message();
    return complaint("format", 400, words);
  }

  static Answer misbehaviour(Kind kind, String name, int status) {
    String words = kind == Kind.STATUS || kind == Kind.FAULT ? "系统繁忙，请稍后再试" : "";
    return new Answer(kind, "misbehaviour:" + name, status, words, Optional.empty());
  }

  Answer named(String other) {
    return new Answer(kind, other, status, text, format);
  }

  Answer worded(String other) {
    return new Answer(kind, name, status, other, format);
  }

  String contentType() {
    return format.map(Format::contentTypeHeader).orElse("text/plain; charset=UTF-8");
  }

  byte[] bytes() {
    return kind == Kind.GARBAGE
        ? NOISE.clone()
        : text.getBytes(format.map(Format::wireCharset).orElse(StandardCharsets.UTF_8));
  }

  /** How the ledger tells what became of the call: HTTP status, or the queue message's outcome. */
  String disposition(Descriptor.Transport transport) {
    if (transport.queued()) {
      return outcome().name().toLowerCase(Locale.ROOT);
    }
    return kind == Kind.SEVERED ? "closed" : Integer.toString(status);
  }

  /** What a queue hears of its message: without an answer it keeps it and brings it again. */
  Outcome outcome() {
    return switch (kind) {
      case SAMPLE -> Outcome.ACCEPTED;
      case COMPLAINT -> Outcome.REJECTED;
      case FAULT, STATUS, GARBAGE, SEVERED -> Outcome.RELEASED;
    };
  }

  /** AMQP 1.0 delivery states (3.4), with the numbers that Qpid JMS gives them. */
  enum Outcome {
    ACCEPTED(1),
    REJECTED(2),
    RELEASED(3);

    private final int number;

    Outcome(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}

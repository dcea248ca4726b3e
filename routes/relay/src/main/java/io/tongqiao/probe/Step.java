package io.tongqiao.probe;

/**
 * One step of a test and how it ended.
 *
 * @param millis how long it took; 0 where it was not tried
 * @param what was found
 * @param next what to do about it; empty where nothing is to be done
 */
public record Step(Kind kind, Outcome outcome, long millis, Words what, Words next) {

  /** The steps, in their order. */
  public enum Kind {
    /** The host's name resolves. */
    NAME,
    /** A connection is accepted. */
    TCP,
    /** Handshake, chain, name and dates of the certificate. */
    TLS,
    /** All secrets that the folder names are there. */
    SECRETS,
    /** The other side lets us in, where that can be tried by itself. */
    SIGN_IN,
    /** Queue, tables or directories that messages are laid down in. */
    PLACE,
    /** Something harmless was asked and answered in the system's dialect. */
    ANSWER
  }

  /** How a step ended. */
  public enum Outcome {
    OK,
    FAILED,
    /** What was found says why. */
    NOT_TRIED
  }

  /** What a step found. */
  public record Found(Outcome outcome, Words what, Words next) {

    /** All is well. */
    public static Found ok(String zh, String en) {
      return new Found(Outcome.OK, new Words(zh, en), Words.NONE);
    }

    /** All is well so far, but something is to be done. */
    public Found but(String zh, String en) {
      return new Found(outcome, what, new Words(zh, en));
    }

    /** It does not hold; {@link #but} says what to do. */
    public static Found failed(String zh, String en) {
      return new Found(Outcome.FAILED, new Words(zh, en), Words.NONE);
    }

    /** It was not tried, and why. */
    public static Found notTried(String zh, String en) {
      return new Found(Outcome.NOT_TRIED, new Words(zh, en), Words.NONE);
    }
  }
}

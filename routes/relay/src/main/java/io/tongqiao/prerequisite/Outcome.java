package io.tongqiao.prerequisite;

/** What came of asking for a document; code list prerequisite-outcome. */
enum Outcome {
  /** There is one, it is the holder's, and it is valid. */
  FOUND,
  /** Whoever was asked has looked, and has none. */
  NOT_FOUND,
  /** Whoever was asked refuses us. */
  DENIED,
  /** Nobody could be asked now, or what we asked was over a quota or wrong. */
  UNAVAILABLE,
  /** There is one that cannot serve: expired, revoked, of somebody else, damaged. */
  INVALID,
  /** Not known yet; comes as a message. */
  PENDING,
  /** Secondary, promised by the applicant for a later day. */
  TOLERATED;

  /**
   * Of several holders' answers the one that is told: what leaves most hope, for "has none" is only
   * true when all have said so.
   */
  Outcome or(Outcome other) {
    return hope() >= other.hope() ? this : other;
  }

  private int hope() {
    return switch (this) {
      case FOUND -> 6;
      case TOLERATED -> 5;
      case PENDING -> 4;
      case UNAVAILABLE -> 3;
      case DENIED -> 2;
      case INVALID -> 1;
      case NOT_FOUND -> 0;
    };
  }
}

package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a door said to a message.
 *
 * @param receipt the receipt, where the door gives one
 * @param said the answer in a word, such as {@code 202} or {@code 503}
 * @param detail what else it said
 */
record Answer(Kind kind, Optional<JsonNode> receipt, String said, String detail) {

  /** What the sender may think of it. */
  enum Kind {
    /** It is theirs now. */
    ACCEPTED,
    /** It may be theirs or not: the same message is to be sent again. */
    UNCLEAR,
    /** They do not want it. */
    REFUSED
  }

  static Answer accepted(String said, Optional<JsonNode> receipt) {
    return new Answer(Kind.ACCEPTED, receipt, said, "");
  }

  static Answer unclear(String said, String detail) {
    return new Answer(Kind.UNCLEAR, Optional.empty(), said, detail);
  }

  static Answer refused(String said, String detail) {
    return new Answer(Kind.REFUSED, Optional.empty(), said, detail);
  }
}

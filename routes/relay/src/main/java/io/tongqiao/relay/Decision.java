package io.tongqiao.relay;

import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;

/** What the relay says of a message that came to a door. */
public sealed interface Decision {

  /** It is in the journal and on the broker. */
  record Accepted(Receipt receipt) implements Decision {}

  /** It was accepted before; the receipt is the one of then. */
  record Duplicate(Receipt receipt) implements Decision {}

  /** Nothing of it was kept. */
  record Refused(Problem problem) implements Decision {}
}

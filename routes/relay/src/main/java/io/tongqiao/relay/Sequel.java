package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.CaseMessage;

/**
 * A message of our own that follows another, accepted right behind it in the same transaction: both
 * are there, or neither.
 */
public interface Sequel {

  /** Whether something follows the message. */
  boolean follows(CaseMessage message);

  /**
   * What follows a message that is in the journal now, and everything before it; its case is
   * locked.
   *
   * @return an envelope whose id comes of the message's, so that one message has one sequel
   */
  ObjectNode after(StoredMessage message);
}

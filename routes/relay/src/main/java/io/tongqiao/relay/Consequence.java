package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What some messages bring about beside their deliveries, written in the transaction that accepts
 * them.
 */
public interface Consequence {

  /**
   * Does what follows from a message, if anything does; its case is locked.
   *
   * @param completed the message as it will be kept, which may be changed
   * @return why the message cannot be accepted; nothing has been written then
   */
  Optional<Problem> follow(CaseMessage message, ObjectNode completed, CaseFile file);

  /**
   * What the receipt is to warn of, once all consequences have followed.
   *
   * @param completed the message as it will be kept
   */
  default List<Finding> doubts(CaseMessage message, ObjectNode completed) {
    return List.of();
  }
}

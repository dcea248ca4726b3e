package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One way in for the platform's messages. An instance is one sender's own. */
interface Door extends AutoCloseable {

  /** Sends a message once; never throws for what the other side does. */
  Answer send(ObjectNode envelope) throws InterruptedException;

  @Override
  default void close() {}
}
